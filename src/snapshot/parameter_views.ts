/** The parameters of a template as the views show them. */
import type { ParameterView } from "../core/views/template_view.ts";
import type { TemplateMiner } from "../mining/template_miner.ts";
import type { ParameterSlots } from "../pipeline/parameters/parameter_slots.ts";
import { parametersOf, type TemplateParameter } from "../pipeline/parameters/template_parameters.ts";

/** Fields first, then what stands for wildcards. */
export function parameterViews(slots: ParameterSlots, miner: TemplateMiner, template: number): ParameterView[] {
  return parametersOf(slots, miner, template).map(viewOf);
}

function viewOf({ name, wildcard, numbers, words, isSample }: TemplateParameter): ParameterView {
  const isNumber = numbers !== undefined && numbers.count >= (words?.count ?? 0);
  return {
    label: name || (wildcard === null ? "field" : `${wildcard}.`),
    type: isNumber ? "number" : "word",
    count: (numbers?.count ?? 0) + (words?.count ?? 0),
    cardinality: words?.cardinality ?? NaN,
    quantiles: isNumber ? [numbers.min, numbers.p50, numbers.p95, numbers.p99, numbers.max] : [],
    top: words?.top ?? [],
    isSample,
  };
}
