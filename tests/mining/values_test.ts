/** What stands for one value, although it is written in many ways: reasons behind addresses. */
import { testTemplates } from "./template_cases.ts";

testTemplates([
  {
    name: "what follows an address and a colon is a reason",
    lines: [
      "could not send the mail on to relay 10.0.0.1: connection refused",
      "could not send the mail on to relay 10.0.0.2: no route to host",
      "could not send the mail on to relay 10.0.0.3: bad greeting",
    ],
    templates: ["could not send the mail on to relay <*>: <*>"],
  },
]);
