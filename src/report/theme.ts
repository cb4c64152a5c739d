/** Colours by what they mean. No colour code stands anywhere else. */

export const ROLES = ["critical", "warning", "info", "muted", "strong"] as const;
export type Role = typeof ROLES[number];

/** Makes text look like its role. */
export type Paint = (role: Role, text: string) => string;

/** Select Graphic Rendition parameters (ECMA-48); the terminal's own 16 colours, so that its theme decides. */
const CODES: Readonly<Record<Role, string>> = {
  critical: "1;31",
  warning: "33",
  info: "36",
  muted: "2",
  strong: "1",
};

/** Leaves text as it is. */
export const paintNothing: Paint = (_role, text) => text;

/** Paints by the table of codes. */
export const paintColors: Paint = (role, text) => text === "" ? "" : `\x1b[${CODES[role]}m${text}\x1b[0m`;

/** What decides about colours. */
export interface ColorWish {
  readonly color: "auto" | "always" | "never";
  /** Of the stream that is painted. */
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Paints when the user says so; else on a terminal that can, unless NO_COLOR (no-color.org) is set. */
export function choosePaint({ color, isTerminal, env }: ColorWish): Paint {
  if (color === "always") return paintColors;
  if (color === "never" || !isTerminal) return paintNothing;
  const asked = env.NO_COLOR !== undefined && env.NO_COLOR !== "";
  return asked || env.TERM === "dumb" ? paintNothing : paintColors;
}
