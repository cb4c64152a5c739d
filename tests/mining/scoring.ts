/** Grouping accuracy, by lines (GA) and by groups (FGA), as Loghub-2.0 defines them. */

export interface GroupingScore {
  readonly ga: number;
  readonly fga: number;
  readonly found: number;
  readonly true: number;
}

/** How well groups by `found` are the groups by `truth`. */
export function scoreGrouping(found: readonly string[], truth: readonly (string | number)[]): GroupingScore {
  const groups = Map.groupBy(found.keys(), (line) => found[line]);
  const events = Map.groupBy(truth.keys(), (line) => truth[line]);
  let lines = 0;
  let right = 0;
  for (const members of events.values()) {
    const group = groups.get(found[members[0]]) ?? [];
    if (group.length !== members.length || group.some((line, k) => line !== members[k])) continue;
    lines += members.length;
    right++;
  }
  return {
    ga: lines / truth.length,
    fga: 2 * right / (groups.size + events.size),
    found: groups.size,
    true: events.size,
  };
}
