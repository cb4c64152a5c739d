/** The parameters of a template as the views show them. */
import type { ParameterView } from "../core/views/template_view.ts";
import { sampleError } from "../mining/parameters/parameter_statistics.ts";
import type { TemplateMiner } from "../mining/template_miner.ts";
import type { ParameterSlots } from "../pipeline/parameters/parameter_slots.ts";
import { parametersOf, type TemplateParameter } from "../pipeline/parameters/template_parameters.ts";

/** Fields first, then what stands for wildcards. */
export function parameterViews(slots: ParameterSlots, miner: TemplateMiner, template: number): ParameterView[] {
  const lines = miner.table.count[template];
  return parametersOf(slots, miner, template).map((parameter) => viewOf(parameter, lines));
}

function viewOf({ name, wildcard, numbers, words, isSample }: TemplateParameter, lines: number): ParameterView {
  const count = (numbers?.count ?? 0) + (words?.count ?? 0);
  const isNumber = numbers !== undefined && numbers.count >= (words?.count ?? 0);
  return {
    label: name || (wildcard === null ? "field" : `${wildcard}.`),
    type: isNumber ? "number" : "word",
    count,
    cardinality: words?.cardinality ?? NaN,
    quantiles: isNumber ? [numbers.min, numbers.p50, numbers.p95, numbers.p99, numbers.max] : [],
    top: words?.top ?? [],
    isSample,
    // what stands in some of the lines alone is looked at less often
    shareError: isSample ? Math.min(1, sampleError(lines) * Math.sqrt(Math.max(1, lines / count))) : 0,
  };
}
