/**
 * Rows that a mortal worker dies of, by the value they begin with; a variable remembers, for all threads, that it did.
 */
export const KILLS_ALWAYS = 666;
export const KILLS_ONCE = 777;
export const KILLS_ONCE_DONE = "ODDLINE_TEST_KILLED_ONCE";
/** A variable that says that a worker has let go of its model. */
export const LET_GO = "ODDLINE_TEST_LET_GO";
