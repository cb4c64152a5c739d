/** What to look at next, as the commands and the configuration see it. */
export { createAdvisor } from "./advisor.ts";
export type { AdviceRow } from "./advice_row.ts";
