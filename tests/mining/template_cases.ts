/** Lines and the templates that come of them, as tests. */
import { assertEquals } from "@std/assert";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { feed } from "./feed.ts";

export interface TemplateCase {
  readonly name: string;
  readonly lines: readonly string[];
  /** The templates at the end, in the order of their first line. */
  readonly templates: readonly string[];
}

/** A test for each, with a miner of its own. */
export function testTemplates(cases: readonly TemplateCase[]): void {
  for (const { name, lines, templates } of cases) {
    Deno.test(name, () => {
      const miner = new TemplateMiner();
      feed(miner, lines);
      assertEquals([...miner.indices()].map((index) => miner.texts[index]), templates);
    });
  }
}
