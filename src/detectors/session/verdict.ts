/** A group's finding as the verdict that the pipeline takes: which line caused it, and what to say. */
import type { SessionVerdict } from "../detector.ts";
import { explain, groupOf } from "./explanation.ts";
import type { EventNumbers } from "./event_numbers.ts";
import type { Given, JudgedGroup } from "./group_sink.ts";
import type { KeptLines } from "./kept_lines.ts";
import type { NamedGroup } from "./known_keys.ts";
import type { SourceList } from "./source_list.ts";
import { ENTRY_FIELDS, SESSION_FIELDS } from "./table_layout.ts";

const { ENTRY_DOUBLES, ENTRY_WORDS, EVENT, TIME, LINE } = ENTRY_FIELDS;
const { WORDS, SOURCE } = SESSION_FIELDS;

/** What is known of all sessions. */
export interface Known {
  readonly numbers: EventNumbers;
  readonly sources: SourceList;
  readonly rareLines: KeptLines;
  readonly firstLines: KeptLines;
  readonly groups: readonly NamedGroup[];
}

/** `here`: the source of the batch, which need not be named. */
export function verdictOf(known: Known, group: JudgedGroup, given: Given, here: string): SessionVerdict {
  const { slot, reason, rate, score, entry } = given;
  const { numbers, sources, rareLines, firstLines } = known;
  const { table, model, events } = group;
  const session = table.nameOf(slot);
  const number = table.entryWords[entry * ENTRY_WORDS + EVENT];
  const time = table.entryDoubles[entry * ENTRY_DOUBLES + TIME];
  const linesBefore = table.entryDoubles[entry * ENTRY_DOUBLES + LINE];
  const { source, identity } = sources.placeOf(table.entryStream[entry]);
  const clock = table.words[slot * WORDS + SOURCE];
  const isTimed = sources.isTimed[clock] !== 0;
  const textOf = (row: number) => numbers.textOf(model.eventOf[row]);
  let last = time;
  let first = time;
  for (let k = 0; k < events.count; k++) {
    last = Math.max(last, events.times[k]);
    first = Math.min(first, events.times[k]);
  }
  return {
    session,
    score,
    ...(source !== here && { source }),
    origin: { identity, line: table.entryNumber[entry], offset: table.entryOffset[entry] },
    linesBefore,
    time: isTimed ? time : NaN,
    template: numbers.templateOf(number),
    message: rareLines.of(linesBefore) ?? firstLines.of(linesBefore),
    templateText: numbers.textOf(number),
    group: groupOf(reason, textOf),
    explanation: explain(model, reason, rate, {
      session: calledBy(known, group, session),
      textOf,
      duration: last - first,
      passed: sources.now[clock] - time,
      isTimed,
    }),
  };
}

/** `blk_-160`, `trace_id 4bf92f`, or `session 7` where nothing says what it is. */
function calledBy({ groups }: Known, group: JudgedGroup, session: string): string {
  const of = groups.find((named) => named.group === group)?.of;
  if (of === undefined || of.label !== "" && session.startsWith(of.label)) return session;
  return `${of.label || "session"} ${session}`;
}
