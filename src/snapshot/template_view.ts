/** The templates that live, as the views ask for them. */
import { withoutColours } from "../core/text/colours.ts";
import type { ParameterView, TemplateList, TemplateView } from "../core/views/template_view.ts";
import type { Trends } from "../core/timelines/trends.ts";
import type { Elsewhere } from "../pipeline/elsewhere.ts";
import { LEVEL_CLASSES, type TemplateMiner } from "../mining/template_miner.ts";

/** What the list looks into. */
export interface TemplateSources {
  readonly miner: TemplateMiner;
  readonly elsewhere: Elsewhere;
  readonly trends: Trends;
  /** Anomalies by template id. */
  readonly anomalies: ReadonlyMap<string, number>;
  readonly lines: number;
  parametersOf(index: number): readonly ParameterView[];
}

/** The list as it is now; it holds until the pipeline goes on. */
export function templateList(sources: TemplateSources): TemplateList {
  const { miner, elsewhere } = sources;
  let indices: readonly number[] | undefined;
  let before: ReadonlyMap<number, number> | undefined;
  const here = () => indices ??= elsewhere.templatesHere();
  const viewOf = (index: number) => templateView(index, (before ??= elsewhere.linesBefore()).get(index) ?? 0, sources);
  return {
    get length() {
      return indices?.length ?? elsewhere.countHere;
    },
    at: (position) => viewOf(here()[position]),
    byId(id) {
      const wanted = miner.finalId(id);
      const index = [...miner.indices()].find((each) => miner.ids[each] === wanted);
      return index === undefined ? undefined : viewOf(index);
    },
  };
}

function templateView(index: number, countBefore: number, sources: TemplateSources): TemplateView {
  const { miner, trends, anomalies, lines } = sources;
  const { ids, texts, examples, count, firstTime, lastTime, levels } = miner.table;
  const countHere = count[index] - countBefore;
  const spanMs = lastTime[index] - firstTime[index];
  return {
    id: ids[index],
    text: texts[index],
    example: withoutColours(examples[index]),
    count: countHere,
    countBefore,
    linesPerSecond: spanMs > 0 ? (count[index] - 1) * 1000 / spanMs : NaN,
    firstTimeMs: firstTime[index],
    lastTimeMs: lastTime[index],
    levels: levels.slice(index * LEVEL_CLASSES, (index + 1) * LEVEL_CLASSES),
    rarityBits: Math.log2(Math.max(1, lines) / Math.max(1, countHere)),
    anomalies: anomalies.get(ids[index]) ?? 0,
    get trend() {
      return trends.row(index);
    },
    get parameters() {
      return sources.parametersOf(index);
    },
  };
}
