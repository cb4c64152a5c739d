/** What a file of marks begins with, also one written by hand: known without their schema, which loads slowly. */
export const MARKS_HEADS = ['{"version":0,"marks":[', '{"marks":['] as const;
