/** Their names, apart from their scripts: the table of commands needs no more, and the scripts need that table. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
