import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { weightOf } from "../../../src/core/weight.ts";
import { Incident } from "../../../src/pipeline/incidents/incident.ts";
import { Weightiest } from "../../../src/pipeline/totals/weightiest.ts";
import { ANOMALY } from "../../cli/events.ts";

/** An incident of a run: its score, the lines that come to it, and after how many more have begun it is over. */
interface Course {
  readonly score: number;
  readonly lines: number;
  readonly length: number;
}

const course: fc.Arbitrary<Course> = fc.record({
  score: fc.constantFrom(.9, .95, .98),
  lines: fc.integer({ min: 0, max: 40 }),
  length: fc.integer({ min: 0, max: 200 }),
});

/** The plain definition: of 256 candidates the lighter half goes, as it is by then. */
class AllCandidates {
  #candidates: Incident[] = [];

  begin(incident: Incident): void {
    if (this.#candidates.length >= 256) this.#candidates = this.list(128);
    this.#candidates.push(incident);
  }

  list(count: number): Incident[] {
    return [...this.#candidates].sort((x, y) => weightOf(y.score, y.count) - weightOf(x.score, x.count)).slice(
      0,
      count,
    );
  }
}

Deno.test("the weightiest anomalies are those that stand first when all are kept until there are too many", () => {
  const courses = fc.array(course, { minLength: 300, maxLength: 1500, size: "max" });
  fc.assert(
    fc.property(courses, (all) => {
      const weightiest = new Weightiest();
      const plain = new AllCandidates();
      let open: { readonly incident: Incident; readonly course: Course; readonly begun: number }[] = [];
      for (const [begun, each] of all.entries()) {
        const event = { ...ANOMALY, id: `${begun}`, score: each.score };
        const incident = new Incident(event, "k", { score: 1, detectors: 1, time: 0, clock: 0 }, 60_000);
        weightiest.begin(event, incident);
        plain.begin(incident);
        open.push({ incident, course: each, begun });
        for (const { incident, course } of open) if (incident.count <= course.lines) incident.count++;
        for (const { incident, course, begun: at } of open) incident.isOver = begun - at >= course.length;
        open = open.filter(({ incident }) => !incident.isOver);
      }
      assertEquals(
        weightiest.list(100).map(({ id, count }) => [id, count]),
        plain.list(100).map((x) => [x.id, x.count]),
      );
      assertEquals(
        Object.keys(weightiest.list(1)[0]).join(),
        "id,time,source,line,detector,score,count,template,message",
      );
    }),
    { seed: 1, numRuns: 20, endOnFailure: true },
  );
});
