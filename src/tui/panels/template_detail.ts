/** One template, closely: how often and since when, its levels, what stands at its wildcards, an example. */
import { scoreText } from "../../core/text/number_text.ts";
import type { AnomalyView } from "../../core/views/anomaly_view.ts";
import { LEVEL_BANDS } from "../../core/views/level_bands.ts";
import type { ParameterView, TemplateView } from "../../core/views/template_view.ts";
import { cutToColumns } from "../../core/text/width.ts";
import { compactCount, rateText, spanText } from "../amounts.ts";
import { severityMark } from "../anomaly_rows.ts";
import type { Frame, Span } from "../frame.ts";
import { bar } from "../plot.ts";
import { trendIn } from "../trend_range.ts";
import { trendText } from "../trend_text.ts";
import type { View } from "../view.ts";
import { wrap } from "../wrap.ts";
import { BAND_ROLES } from "./level_chart.ts";

const PARAMETERS_MAX = 12;
const TOP_MAX = 5;
const ANOMALIES_MAX = 5;

/** Draws it in a box. */
export function renderTemplate(frame: Frame, view: View, template: TemplateView): void {
  const inner = frame.box([{ text: template.id, role: "muted" }], { role: "focus" }).inset(1, 0);
  const rows: Span[][] = [
    ...wrap(template.text, inner.columns).map(templateSpans),
    [],
    [{ text: "lines    ", role: "muted" }, { text: compactCount(template.count) }, {
      text: `, ${rateText(template.linesPerSecond)}${beforeText(template)}`,
      role: "muted",
    }],
    [{ text: "seen     ", role: "muted" }, { text: view.texts.full(template.firstTimeMs) }, {
      text: ` – ${untilText(view, template, inner.columns - 31)}`,
      role: "muted",
    }],
    [{ text: "levels   ", role: "muted" }, ...levelsLine(template)],
    [{ text: "rate     ", role: "muted" }, {
      text: trendText(trendIn(view, template.trend), inner.columns - 9),
      role: "series",
    }],
    [{ text: "odd      ", role: "muted" }, {
      text: template.anomalies === 0
        ? "never"
        : template.anomalies === 1
        ? "1 anomaly"
        : `${compactCount(template.anomalies)} anomalies`,
      role: template.anomalies === 0 ? "muted" : "accent",
    }],
    ...anomalyLines(view, template, inner.columns),
    template.parameters.some(({ isSample }) => isSample)
      ? [{ text: "parameters, in a sample of its lines: rare values may be missing", role: "muted" }]
      : [],
    ...template.parameters.slice(0, PARAMETERS_MAX).flatMap((parameter) =>
      parameterLines(parameter, inner.columns, inner.ascii)
    ),
    [],
    [{ text: "example", role: "muted" }],
    ...wrap(template.example, inner.columns).slice(0, 6).map((text): Span[] => [{ text }]),
  ];
  for (const [row, spans] of rows.entries()) inner.spans(0, row, spans);
}

function beforeText({ countBefore }: TemplateView): string {
  return countBefore === 0 ? "" : `, and ${compactCount(countBefore)} in earlier runs`;
}

/** When it was seen last, with the day where that is another; and after how long, where there is room. */
function untilText({ texts }: View, { firstTimeMs, lastTimeMs }: TemplateView, columns: number): string {
  const [first, last] = [texts.full(firstTimeMs), texts.full(lastTimeMs)];
  const until = first.slice(0, 10) === last.slice(0, 10) ? last.slice(11) : last;
  const whole = `${until} (${spanText(lastTimeMs - firstTimeMs)})`;
  return whole.length <= columns ? whole : until;
}

/** Its newest anomalies, those of earlier runs among them. */
function anomalyLines(view: View, { id }: TemplateView, columns: number): Span[][] {
  const { snapshot: { anomalies }, past, texts } = view;
  const found: AnomalyView[] = [];
  for (let k = anomalies.length - 1; k >= 0 && found.length < ANOMALIES_MAX; k--) {
    if (anomalies.at(k).event.template_id === id) found.push(anomalies.at(k));
  }
  found.push(...(past?.anomalies ?? []).filter(({ event }) => event.template_id === id));
  return found.slice(0, ANOMALIES_MAX).map((anomaly): Span[] => [
    ...severityMark(anomaly),
    { text: ` ${texts.full(anomaly.timeMs).slice(5) || "–"}  `, role: "muted" },
    { text: `${scoreText(anomaly.score)} `, role: anomaly.isPast ? "muted" : "strong" },
    { text: `${anomaly.event.detector.replaceAll("_", " ")}  `, role: "muted" },
    { text: cutToColumns(anomaly.event.reason, Math.max(10, columns - 40)), role: "muted" },
  ]);
}

/** The template with its wildcards standing back. */
export function templateSpans(text: string): Span[] {
  return text.split(/(<\*>)/).filter((part) => part !== "")
    .map((part) => part === "<*>" ? { text: part, role: "parameter" } : { text: part });
}

function levelsLine({ levels, count, countBefore }: TemplateView): Span[] {
  const all = count + countBefore;
  return Array.from(levels).flatMap((lines, band): Span[] =>
    lines === 0 ? [] : [
      { text: `${LEVEL_BANDS[band]} `, role: BAND_ROLES[band] },
      { text: `${(lines * 100 / all).toFixed(lines === all ? 0 : 1)} %  `, role: "muted" },
    ]
  );
}

/** A number as its quantiles, words as the most frequent of them with bars. */
function parameterLines(
  { label, type, count: total, quantiles, top, cardinality, isSample, shareError }: ParameterView,
  columns: number,
  ascii: boolean,
): Span[][] {
  const name: Span = { text: `${label.slice(0, 16).padEnd(17)}`, role: "parameter" };
  if (type === "number") {
    const [min, p50, p95, p99, max] = quantiles.map(numberText);
    return [[name, { text: `${min} … ${max}`, role: "plain" }, {
      text: `   p50 ${p50}  p95 ${p95}  p99 ${p99}`,
      role: "muted",
    }]];
  }
  const different = Number.isNaN(cardinality)
    ? ""
    : cardinality === 1
    ? "always the same"
    : isSample
    ? `${compactCount(cardinality)} or more different, shares ± ${Math.ceil(shareError * 100)} %`
    : `about ${compactCount(cardinality)} different`;
  const most = top[0]?.count ?? 0;
  const room = Math.max(8, Math.min(24, columns >> 2));
  const lines: Span[][] = [[name, { text: different, role: "muted" }]];
  if (top.length > 0 && (most > 1 || cardinality <= TOP_MAX)) {
    const shown = top.slice(0, TOP_MAX);
    const cells = Math.min(columns - room - 14, Math.max(...shown.map(({ value }) => value.length), 16));
    for (const { value, count } of shown) {
      lines.push([
        { text: `  ${value.slice(0, cells)}`.padEnd(cells + 4) },
        { text: bar(count / most, room, ascii).padEnd(room + 1), role: "series" },
        { text: isSample ? `${Math.round(count * 100 / total)} %` : compactCount(count), role: "muted" },
      ]);
    }
  }
  return lines;
}

function numberText(value: number): string {
  return Math.abs(value) >= 1e6
    ? compactCount(Math.abs(value)).replace(/^/, value < 0 ? "-" : "")
    : String(Number(value.toPrecision(4)));
}
