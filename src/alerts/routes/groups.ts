/** The groups of a route, by what their anomalies have in common. */
import type { AlertAnomaly } from "../alert.ts";
import type { GroupLabel, RouteSpec } from "./alert_route.ts";
import { createGroup, type Group } from "./group.ts";

/** Groups that are known at once; anomalies of further ones share a last one. */
const GROUPS_MAX = 1000;
/** The key of that one: no group has it, since keys are lists as JSON. */
const LAST_KEY = "";

export class Groups {
  readonly #spec: RouteSpec;
  readonly #groups = new Map<string, Group>();

  constructor(spec: RouteSpec) {
    this.#spec = spec;
  }

  /** The group of an anomaly; made where there is none yet. */
  of(anomaly: AlertAnomaly): Group {
    const labels = Object.fromEntries(this.#spec.groupBy.map((label) => [label, labelOf(anomaly, label)]));
    const key = JSON.stringify(Object.values(labels));
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    return this.#groups.size < GROUPS_MAX
      ? this.#make(key, labels)
      : this.#groups.get(LAST_KEY) ?? this.#make(LAST_KEY, {});
  }

  delete({ key }: Group): void {
    this.#groups.delete(key);
  }

  [Symbol.iterator](): MapIterator<Group> {
    return this.#groups.values();
  }

  #make(key: string, labels: Readonly<Record<string, string>>): Group {
    const group = createGroup(key, labels, this.#spec);
    this.#groups.set(key, group);
    return group;
  }
}

function labelOf(anomaly: AlertAnomaly, label: GroupLabel): string {
  return label === "template" ? anomaly.template_id : anomaly[label] ?? "";
}
