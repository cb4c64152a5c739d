/**
 * What roles look like: the only place with colours. Each role has a colour for terminals with 16 million (brought to
 * the nearest of 256 where there are so many), one of the terminal's own 16, and attributes for those without colours.
 *
 * Calm on purpose: one accent for what is odd, levels in muted colours, everything else grey on the terminal's own
 * background, so that the eye goes to what is odd.
 */
import { ATTRIBUTE, attributesOf, groundOf, type Role, roleOf, type Style } from "./style.ts";

/** How many colours a terminal has: none, its own 16, 256, or 24 bits. */
export type ColorDepth = 0 | 16 | 256 | 24;

/** The themes there are. */
export const THEMES = ["dark", "light"] as const;
export type ThemeName = typeof THEMES[number];
/** What can be asked for: one of them, or the one that suits the terminal's background. */
export const THEME_CHOICES = ["auto", ...THEMES] as const;
export type ThemeChoice = typeof THEME_CHOICES[number];

/** 24-bit colour; the terminal's own number (0 to 15); attributes where there is no colour. */
interface Swatch {
  readonly rgb: number;
  readonly ansi: number;
  readonly bare?: number;
}

const { bold, dim, reverse, underline } = ATTRIBUTE;
type Palette = Readonly<Partial<Record<Role, Swatch>>>;

const DARK: Palette = {
  muted: { rgb: 0x8a919c, ansi: 8, bare: dim },
  faint: { rgb: 0x565d68, ansi: 8, bare: dim },
  strong: { rgb: 0xf0f3f8, ansi: 15, bare: bold },
  accent: { rgb: 0xffb454, ansi: 11, bare: bold },
  critical: { rgb: 0xff6b5e, ansi: 9, bare: bold | reverse },
  warning: { rgb: 0xffb454, ansi: 11, bare: bold },
  good: { rgb: 0x86b300, ansi: 2 },
  trace: { rgb: 0x565d68, ansi: 8, bare: dim },
  debug: { rgb: 0x7a828e, ansi: 8, bare: dim },
  info: { rgb: 0x6fa8c9, ansi: 6 },
  notice: { rgb: 0x73b8a8, ansi: 6 },
  warn: { rgb: 0xc9a95c, ansi: 3 },
  error: { rgb: 0xd9776a, ansi: 1, bare: bold },
  fatal: { rgb: 0xff6b5e, ansi: 9, bare: bold },
  title: { rgb: 0xc3c9d4, ansi: 7, bare: bold },
  border: { rgb: 0x3d444f, ansi: 8, bare: dim },
  focus: { rgb: 0x8a919c, ansi: 7 },
  key: { rgb: 0xd7dce5, ansi: 15, bare: bold },
  parameter: { rgb: 0x9db3cf, ansi: 14 },
  match: { rgb: 0xffd173, ansi: 11, bare: underline },
  series: { rgb: 0x6fa8c9, ansi: 6 },
  seriesFaint: { rgb: 0x3f5866, ansi: 8, bare: dim },
  heat0: { rgb: 0x2a2f37, ansi: 8, bare: dim },
  heat1: { rgb: 0x4a4436, ansi: 8, bare: dim },
  heat2: { rgb: 0x6b5a38, ansi: 3 },
  heat3: { rgb: 0x8f733d, ansi: 3 },
  heat4: { rgb: 0xb58b43, ansi: 3 },
  heat5: { rgb: 0xdba24b, ansi: 11 },
  heat6: { rgb: 0xff9a55, ansi: 11, bare: bold },
  heat7: { rgb: 0xff6b5e, ansi: 9, bare: bold },
  selection: { rgb: 0x2d3947, ansi: 4, bare: reverse },
  selectionFaint: { rgb: 0x232a33, ansi: 0, bare: underline },
  popup: { rgb: 0x1b2027, ansi: 0 },
  bar: { rgb: 0x232a33, ansi: 0 },
};

const LIGHT: Palette = {
  muted: { rgb: 0x6a717c, ansi: 8, bare: dim },
  faint: { rgb: 0x9aa1ab, ansi: 7, bare: dim },
  strong: { rgb: 0x11151b, ansi: 0, bare: bold },
  accent: { rgb: 0xa85b00, ansi: 3, bare: bold },
  critical: { rgb: 0xc02718, ansi: 1, bare: bold | reverse },
  warning: { rgb: 0xa85b00, ansi: 3, bare: bold },
  good: { rgb: 0x4d7a00, ansi: 2 },
  trace: { rgb: 0x9aa1ab, ansi: 7, bare: dim },
  debug: { rgb: 0x7a828e, ansi: 8, bare: dim },
  info: { rgb: 0x1f6f96, ansi: 6 },
  notice: { rgb: 0x1f7a68, ansi: 6 },
  warn: { rgb: 0x8a6400, ansi: 3 },
  error: { rgb: 0xb0402f, ansi: 1, bare: bold },
  fatal: { rgb: 0xc02718, ansi: 1, bare: bold },
  title: { rgb: 0x2f3640, ansi: 0, bare: bold },
  border: { rgb: 0xc3c9d1, ansi: 7, bare: dim },
  focus: { rgb: 0x6a717c, ansi: 8 },
  key: { rgb: 0x11151b, ansi: 0, bare: bold },
  parameter: { rgb: 0x3a5f8f, ansi: 4 },
  match: { rgb: 0x8a5a00, ansi: 3, bare: underline },
  series: { rgb: 0x1f6f96, ansi: 6 },
  seriesFaint: { rgb: 0xa9c3d0, ansi: 7, bare: dim },
  heat0: { rgb: 0xe9ebee, ansi: 7, bare: dim },
  heat1: { rgb: 0xf0e2c8, ansi: 7, bare: dim },
  heat2: { rgb: 0xedd0a0, ansi: 3 },
  heat3: { rgb: 0xe6b96f, ansi: 3 },
  heat4: { rgb: 0xd99a3f, ansi: 3 },
  heat5: { rgb: 0xc97a1e, ansi: 3 },
  heat6: { rgb: 0xc2501f, ansi: 1, bare: bold },
  heat7: { rgb: 0xb01f14, ansi: 1, bare: bold },
  selection: { rgb: 0xd3e1ee, ansi: 7, bare: reverse },
  selectionFaint: { rgb: 0xe9eff5, ansi: 7, bare: underline },
  popup: { rgb: 0xf4f5f7, ansi: 15 },
  bar: { rgb: 0xe7eaee, ansi: 7 },
};

const PALETTES: Readonly<Record<ThemeName, Palette>> = { dark: DARK, light: LIGHT };

/** Styles as what a terminal understands. */
export class Theme {
  readonly depth: ColorDepth;
  readonly #palette: Palette;
  readonly #sequences = new Map<Style, string>();

  constructor(name: ThemeName, depth: ColorDepth) {
    this.#palette = PALETTES[name];
    this.depth = depth;
  }

  /** The sequence that sets a style, whatever was set before (Select Graphic Rendition, ECMA-48 8.3.117). */
  sequence(style: Style): string {
    let sequence = this.#sequences.get(style);
    if (sequence === undefined) this.#sequences.set(style, sequence = this.#make(style));
    return sequence;
  }

  /** The 24-bit colours of a style's text and ground for pictures of the screen; undefined for the terminal's own. */
  colors(style: Style): { readonly text: number | undefined; readonly ground: number | undefined } {
    return { text: this.#palette[roleOf(style)]?.rgb, ground: this.#palette[groundOf(style)]?.rgb };
  }

  #make(style: Style): string {
    const text = this.#palette[roleOf(style)];
    const ground = this.#palette[groundOf(style)];
    let attributes = attributesOf(style);
    const codes = ["0"];
    if (this.depth === 0) attributes |= (text?.bare ?? 0) | (ground?.bare ?? 0);
    for (const [bit, code] of [[bold, 1], [dim, 2], [ATTRIBUTE.italic, 3], [underline, 4], [reverse, 7]]) {
      if ((attributes & bit) !== 0) codes.push(String(code));
    }
    if (text !== undefined && this.depth !== 0) codes.push(colorCode(text, this.depth, false));
    if (ground !== undefined && this.depth !== 0) codes.push(colorCode(ground, this.depth, true));
    return `\x1b[${codes.join(";")}m`;
  }
}

/** How many colours the terminal has, from its environment (https://no-color.org, COLORTERM as terminals set it). */
export function colorDepth(env: Readonly<Record<string, string | undefined>>): ColorDepth {
  const term = env.TERM ?? "";
  if (env.NO_COLOR || term === "dumb" || term === "" || /-m(ono)?$|^vt\d/.test(term)) return 0;
  if (/truecolor|24bit/i.test(env.COLORTERM ?? "")) return 24;
  if (/256|direct|kitty|alacritty|ghostty|foot|wezterm/.test(term)) return 256;
  return 16;
}

function colorCode({ rgb, ansi }: Swatch, depth: ColorDepth, isGround: boolean): string {
  const base = isGround ? 48 : 38;
  if (depth === 24) return `${base};2;${rgb >> 16};${rgb >> 8 & 255};${rgb & 255}`;
  if (depth === 256) return `${base};5;${nearestOf256(rgb)}`;
  return String(ansi + (ansi < 8 ? 30 : 82) + (isGround ? 10 : 0));
}

/** The nearest of the 6 × 6 × 6 cube and the greys of the 256-colour palette. */
function nearestOf256(rgb: number): number {
  const parts = [rgb >> 16, rgb >> 8 & 255, rgb & 255];
  const steps = parts.map((value) => value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40)));
  const cube = steps.map((step) => step === 0 ? 0 : 55 + step * 40);
  const grey = Math.max(0, Math.min(23, Math.round(((parts[0] + parts[1] + parts[2]) / 3 - 8) / 10)));
  const distance = (to: readonly number[]) => to.reduce((sum, value, k) => sum + (value - parts[k]) ** 2, 0);
  const isGrey = distance([8 + grey * 10, 8 + grey * 10, 8 + grey * 10]) < distance(cube);
  return isGrey ? 232 + grey : 16 + 36 * steps[0] + 6 * steps[1] + steps[2];
}

/** The theme for a background (0xrrggbb): light where its luma (ITU-R BT.601) is more than half. */
export function themeFor(rgb: number): ThemeName {
  return .299 * (rgb >> 16) + .587 * (rgb >> 8 & 0xff) + .114 * (rgb & 0xff) > 127 ? "light" : "dark";
}

/** The theme that `COLORFGBG` speaks of, as rxvt and others set it ("15;0"); dark where it says nothing. */
export function themeFromEnvironment({ COLORFGBG = "" }: Readonly<Record<string, string | undefined>>): ThemeName {
  const background = Number(COLORFGBG.split(";").at(-1) || NaN);
  return background === 7 || background >= 9 && background <= 15 ? "light" : "dark";
}
