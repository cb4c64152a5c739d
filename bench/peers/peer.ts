/** A program that does some of what Oddline does, and how it is run over a file. */

/** A file that all are measured on. */
export interface PeerLog {
  readonly name: string;
  readonly path: string;
  readonly lines: number;
  /** The first lines of it, for those who need an hour for all. */
  readonly head: { readonly path: string; readonly lines: number };
  /** Fields before the message, for those who are told. */
  readonly headerFields: number;
  readonly isJson: boolean;
}

export interface Peer {
  readonly name: string;
  /** What it does with the lines, in a few words. */
  readonly does: string;
  /** A program that must be there; undefined for what every system has. */
  readonly needs?: { readonly command: readonly string[]; readonly get: string };
  /** It is given the first lines alone. */
  readonly isSlow?: boolean;
  /** The command line for a file; undefined where it has no way with such lines. */
  readonly command: (path: string, log: PeerLog) => readonly string[] | undefined;
  /** Its output shows that it has read the lines as what they are. */
  readonly hasRead?: (stdout: string, lines: number) => boolean;
}
