/** What the file of a database begins with (sqlite.org/fileformat.html, 1.3), whatever program it is of. */
export const DATABASE_HEADS = ["SQLite format 3\0"] as const;
