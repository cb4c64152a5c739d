/** What stands for one value, although it is written in many ways: reasons behind addresses, what is counted, what stands in braces. */
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
  {
    name: "what is counted is the same of one and of many",
    lines: ["accepted (1 connection open)", "accepted (2 connections open)", "creating image", "creating image(s)"],
    templates: ["accepted (<*> open)", "creating image<*>"],
  },
  {
    name: "what stands in braces is a value, empty or nested; fields that blanks separate are said one by one",
    lines: [
      "find shop.users filter: {} took 5",
      'find shop.users filter: { name: "Alice Smith", age: { $gt: 3 } } took 7',
      "start { act=VIEW flg=1 }",
      "start { act=MAIN flg=2 }",
    ],
    templates: ["find shop.users filter: { <*>} took <*>", "start { act=VIEW flg=<*> }", "start { act=MAIN flg=<*> }"],
  },
  {
    name: "true and false are values behind an equals sign, with blanks beside it or without",
    lines: ["window drawn= false, moved = true, lost=false", "window drawn= true, moved = false, lost=true"],
    templates: ["window drawn= <*>, moved = <*>, lost=<*>"],
  },
  {
    name: "two functions that a message begins with are two events",
    lines: [
      "Tap::added to the table of interface lan as owner",
      "Tap::removed to the table of interface lan as owner",
    ],
    templates: [
      "Tap::added to the table of interface lan as owner",
      "Tap::removed to the table of interface lan as owner",
    ],
  },
  {
    name: "states in capitals are of an enumeration with others, but not where a message begins",
    lines: [
      "snapshot ended [FAILED]",
      "snapshot ended [SUCCESS]",
      "snapshot ended [PARTIAL]",
      "Loop ADD source",
      "Loop REMOVE source",
      "Loop PLEG source",
    ],
    templates: ["snapshot ended [<*>]", "Loop ADD source", "Loop REMOVE source", "Loop PLEG source"],
  },
]);
