/** How many sources look for what names their sessions at once. */
import { assert, assertEquals } from "@std/assert";
import { KeySearches, type Searcher } from "../../../src/detectors/session/key_searches.ts";
import { logOf, requests, WRITERS } from "./request_log.ts";
import { runSessions } from "./session_run.ts";

const SEARCHES_MAX = 16;
const SILENT_LINES = 4096;

function sourceThatSearched(searchedAt: number): Searcher & { hasLost: boolean } {
  return {
    searchedAt,
    hasLost: false,
    loseSearch() {
      this.hasLost = true;
    },
  };
}

Deno.test("a source waits while as many as may search have lines, and begins when one of them has ended", () => {
  const searches = new KeySearches();
  const sources = Array.from({ length: SEARCHES_MAX }, (_, k) => sourceThatSearched(k));
  for (const source of sources) assertEquals(searches.begin(source, source.searchedAt), true);
  const late = sourceThatSearched(20);
  assertEquals(searches.begin(late, SILENT_LINES - 1), false);
  searches.end(sources[5]);
  assertEquals(searches.begin(late, SILENT_LINES - 1), true);
  assertEquals(searches.count, SEARCHES_MAX);
});

Deno.test("the source that has been silent longest loses its search, once it has been so for long", () => {
  const searches = new KeySearches();
  const sources = Array.from({ length: SEARCHES_MAX }, (_, k) => sourceThatSearched(100 - k));
  for (const source of sources) searches.begin(source, source.searchedAt);
  const silentSince = 100 - (SEARCHES_MAX - 1);
  const late = sourceThatSearched(0);
  assertEquals(searches.begin(late, silentSince + SILENT_LINES - 1), false);
  assertEquals(searches.begin(late, silentSince + SILENT_LINES), true);
  assertEquals(sources.map(({ hasLost }) => hasLost), [...new Array(SEARCHES_MAX - 1).fill(false), true]);
});

Deno.test("the sessions of a log are found behind a hundred short ones, however it is stopped and begun again", () => {
  const [write] = WRITERS["the word before it"];
  const short = logOf(requests(20), (time, _id, text) => `${time} INFO app: ${text}`);
  const names = Array.from({ length: 100 }, (_, k) => `short-${k}.log`);
  const files = { ...Object.fromEntries(names.map((name) => [name, short])), "app.log": logOf(requests(600), write) };
  const run = runSessions(files);
  // a few lines go by before there is room for its search
  assert(run.ends.length > 590, `${run.ends.length} sessions`);
  assertEquals(runSessions(files, { restoreEvery: 7 }).ends, run.ends);
});
