/** What was marked normal, as the pipeline and the commands see it. */
export { type Mark, MARKS_MAX, marksText, parseMarks, type Scope, SCOPE_KEYS } from "./mark.ts";
export { newMark } from "./new_mark.ts";
export { Suppressor, type Suspect } from "./suppress.ts";
