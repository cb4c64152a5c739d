/** What a result can be printed as, for those who only need to know the names. */

export const DOCUMENT_FORMATS = ["text", "json", "markdown", "html"] as const;
export type DocumentFormat = typeof DOCUMENT_FORMATS[number];
