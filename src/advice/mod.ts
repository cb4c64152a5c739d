/** What to look at next, as the commands and the configuration see it. */
export { createAdviceFinder, fillAdvice, prepareAdvice } from "./advisor.ts";
export type { AdvisedEvent } from "./advisor.ts";
export type { AdviceRow } from "./advice_row.ts";
