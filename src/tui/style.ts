/**
 * How a cell looks, by what it means: a role for its text, a role for what is behind it, and attributes, packed in one
 * number so that a frame is compared by comparing numbers. Which colours roles have is for the theme to say (theme.ts).
 */

/** What text, lines and areas can mean. The first is the terminal's own colour. */
export const ROLES = [
  "plain",
  "muted",
  "faint",
  "strong",
  "accent",
  "critical",
  "warning",
  "good",
  "trace",
  "debug",
  "info",
  "notice",
  "warn",
  "error",
  "fatal",
  "title",
  "border",
  "focus",
  "key",
  "parameter",
  "match",
  "series",
  "seriesFaint",
  "heat0",
  "heat1",
  "heat2",
  "heat3",
  "heat4",
  "heat5",
  "heat6",
  "heat7",
  "selection",
  "selectionFaint",
  "popup",
  "bar",
] as const;

export type Role = typeof ROLES[number];

const INDEX: ReadonlyMap<Role, number> = new Map(ROLES.map((role, index) => [role, index]));

/** Steps of brightness that a heat strip has. */
export const HEAT_STEPS = 8;

/** The role of a step of heat, 0 to `HEAT_STEPS` − 1. */
export function heatRole(step: number): Role {
  return `heat${Math.max(0, Math.min(HEAT_STEPS - 1, Math.round(step)))}` as Role;
}

/** Attributes of text, as bits. */
export const ATTRIBUTE = { bold: 1, dim: 2, italic: 4, underline: 8, reverse: 16 } as const;

/** How text is to look; what is not said stays as it is around it. */
export interface Look {
  readonly role?: Role;
  /** What is behind it. */
  readonly on?: Role;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly reverse?: boolean;
}

/** A look in one number: role, role behind, attributes, a byte each. */
export type Style = number;

/** The style of the terminal as it is. */
export const PLAIN: Style = 0;

/** Packs a look; `on` stands for what is behind it where it does not say. */
export function styleOf(look: Look, on: Role = "plain"): Style {
  let attributes = 0;
  if (look.bold) attributes |= ATTRIBUTE.bold;
  if (look.dim) attributes |= ATTRIBUTE.dim;
  if (look.italic) attributes |= ATTRIBUTE.italic;
  if (look.underline) attributes |= ATTRIBUTE.underline;
  if (look.reverse) attributes |= ATTRIBUTE.reverse;
  return (INDEX.get(look.role ?? "plain") ?? 0) | (INDEX.get(look.on ?? on) ?? 0) << 8 | attributes << 16;
}

/** The role of a style's text. */
export function roleOf(style: Style): Role {
  return ROLES[style & 0xff];
}

/** The role of what is behind it. */
export function groundOf(style: Style): Role {
  return ROLES[style >> 8 & 0xff];
}

/** Its attributes, as bits of `ATTRIBUTE`. */
export function attributesOf(style: Style): number {
  return style >> 16 & 0xff;
}
