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
  const here = () => indices ??= elsewhere.templatesHere();
  return {
    get length() {
      return indices?.length ?? elsewhere.countHere;
    },
    at: (position) => templateView(here()[position], sources),
    byId(id) {
      const wanted = miner.finalId(id);
      const index = [...miner.indices()].find((each) => miner.ids[each] === wanted);
      return index === undefined ? undefined : templateView(index, sources);
    },
  };
}

function templateView(index: number, sources: TemplateSources): TemplateView {
  const { miner, trends, anomalies, lines } = sources;
  const { ids, texts, examples, count, firstTime, lastTime, levels } = miner.table;
  const spanMs = lastTime[index] - firstTime[index];
  return {
    id: ids[index],
    text: texts[index],
    example: withoutColours(examples[index]),
    count: count[index],
    linesPerSecond: spanMs > 0 ? (count[index] - 1) * 1000 / spanMs : NaN,
    firstTimeMs: firstTime[index],
    lastTimeMs: lastTime[index],
    levels: levels.slice(index * LEVEL_CLASSES, (index + 1) * LEVEL_CLASSES),
    rarityBits: Math.log2(Math.max(1, lines) / Math.max(1, count[index])),
    anomalies: anomalies.get(ids[index]) ?? 0,
    get trend() {
      return trends.row(index);
    },
    get parameters() {
      return sources.parametersOf(index);
    },
  };
}
