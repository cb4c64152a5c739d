/** The style of a report's page. */
export const PAGE_STYLE = `
:root { --text: #1c2024; --faint: #5d6770; --ground: #fff; --line: #d9dee3; --accent: #2f6fb5; --warning: #a86400;
  --critical: #c22727; }
@media (prefers-color-scheme: dark) {
  :root { --text: #dde2e7; --faint: #97a3ae; --ground: #14171a; --line: #333b43; --accent: #6aa9ec; --warning: #e0a344;
    --critical: #f06a6a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--ground); color: var(--text);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid var(--line); }
h3 { font-size: .9rem; margin: .8rem 0 0; font-weight: 600; }
p { margin: .2rem 0; }
header p, .note { color: var(--faint); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
dt { color: var(--faint); }
dd { margin: 0; }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.anomalies { padding-left: 1.6rem; }
.anomalies li { margin-bottom: .7rem; break-inside: avoid; }
.anomalies code { display: block; }
.critical { color: var(--critical); fill: var(--critical); }
.warning { color: var(--warning); fill: var(--warning); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: .15rem .6rem .15rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; }
th:nth-child(-n+2), td:nth-child(-n+2) { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.plot { display: block; width: 100%; height: auto; font-size: 12px; }
.plot .grid { stroke: var(--line); }
.plot .value { fill: var(--faint); }
.plot .middle { text-anchor: middle; }
.plot .end, .plot .label { text-anchor: end; }
.plot .label { fill: var(--faint); font: 10.5px ui-monospace, monospace; }
.plot .odd { fill: var(--text); font-weight: 600; }
.plot .bar, .plot .dot { fill: var(--accent); }
.plot .course { fill: none; stroke: var(--accent); stroke-width: 1.5; }
.plot .below { fill: var(--accent); opacity: .15; }
.plot .heat0 { fill: var(--line); opacity: .35; }
${[1, 2, 3, 4, 5, 6].map((shade) => `.plot .heat${shade} { fill: var(--accent); opacity: ${shade / 6}; }`).join("\n")}
@media print {
  :root { --text: #000; --faint: #444; --ground: #fff; --line: #bbb; --accent: #2f6fb5; --warning: #8a5200;
    --critical: #a11; }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  .plot, tr { break-inside: avoid; }
  .wide { overflow: visible; }
}
`;
