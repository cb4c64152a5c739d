/**
 * Globs, as shells know them: `*` and `?` inside one path segment, `[a-z]`, `{a,b}`, and `**` for any number of
 * folders. A leading dot is only matched by a pattern that has one.
 */

/** Whether a path that does not exist may be meant as a pattern. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** Alternatives of a pattern, at most; further ones are left out. */
const ALTERNATIVES_MAX = 1024;

/** Alternatives of a pattern, its braces written out: `{a,b}.log` gives `a.log` and `b.log`. */
export function expandBraces(pattern: string): string[] {
  const written: string[] = [];
  const open = [pattern];
  while (open.length > 0 && written.length + open.length <= ALTERNATIVES_MAX) {
    const next = open.pop()!;
    const group = /\{([^{}]*,[^{}]*)\}/.exec(next);
    if (group === null) {
      written.push(next);
      continue;
    }
    const alternatives = group[1]!.split(",");
    for (const one of alternatives.reverse()) {
      open.push(next.slice(0, group.index) + one + next.slice(group.index + group[0].length));
    }
  }
  return written;
}

/** A pattern's folder without magic, and the segments from the first with magic on. */
export interface SplitPattern {
  readonly base: string;
  readonly segments: readonly string[];
}

/** Parts a pattern from the folder that it begins with; "." where it has none. */
export function splitPattern(pattern: string): SplitPattern {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => isGlob(part));
  const fixed = first < 0 ? parts.length - 1 : first;
  const base = parts.slice(0, fixed).join("/");
  return { base: base === "" ? (pattern.startsWith("/") ? "/" : ".") : base, segments: parts.slice(fixed) };
}

/** Matches one segment of a path, without slashes. */
export function segmentMatcher(segment: string): RegExp {
  const source = segment.replace(/\[!?[^\]]+\]|[\s\S]/g, (part) => {
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    if (part.length > 1) return part.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
    return part.replace(/[\\^$.|+()[\]{}]/, "\\$&");
  });
  try {
    return new RegExp(`^${segment.startsWith(".") ? "" : "(?!\\.)"}${source}$`, "su");
  } catch {
    // A range the wrong way round, such as [z-a], is meant literally.
    return new RegExp(`^${RegExp.escape(segment)}$`, "su");
  }
}

/** A function that says whether a path matches. A pattern without a slash is matched against the last segment alone. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const wholePath = pattern.includes("/");
  const matchers = expandBraces(pattern).map((one) =>
    one.split("/").map((part) => part === "**" ? part : segmentMatcher(part))
  );
  return (path) => {
    const segments = path.split("/");
    const tested = wholePath ? segments : segments.slice(-1);
    return matchers.some((matcher) => matchesSegments(matcher, tested, 0, 0));
  };
}

function matchesSegments(pattern: readonly (RegExp | "**")[], path: readonly string[], p: number, s: number): boolean {
  for (; p < pattern.length; p++, s++) {
    const part = pattern[p]!;
    if (part === "**") {
      for (let skip = s; skip <= path.length; skip++) if (matchesSegments(pattern, path, p + 1, skip)) return true;
      return false;
    }
    if (s >= path.length || !part.test(path[s]!)) return false;
  }
  return s === path.length;
}
