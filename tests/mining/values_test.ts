/**
 * What stands for one value, although it is written in many ways: reasons behind addresses, names of several words,
 * what is counted, what stands in braces.
 */
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
  {
    name: "after few words that say what failed, three texts are reasons; after others they are not",
    lines: [
      "player 1 lost connection: timed out",
      "player 2 lost connection: server full",
      "player 3 lost connection: kicked for spam",
      "ward door opened: key card",
      "ward door opened: by hand",
      "ward door opened: fire drill",
    ],
    templates: [
      "player <*> lost connection: <*>",
      "ward door opened: key card",
      "ward door opened: by hand",
      "ward door opened: fire drill",
    ],
  },
  {
    name: "names of several words are values where others stand, not so words that others have before them",
    lines: [
      "skipped Deploy shop because it has no builds yet",
      "skipped Smoke tests because it has no builds yet",
      "skipped Nightly run because it has no builds yet",
      "gave access to root from the first console in room 7",
      "gave access to guest visitor root from the first console in room 7",
      "gave access to guest visitor alice from the first console in room 7",
      "gave access to admin from the first console in room 7",
      "gave access to alice from the first console in room 7",
    ],
    templates: [
      "skipped <*> because it has no builds yet",
      "gave access to <*> from the first console in room <*>",
      "gave access to guest visitor <*> from the first console in room <*>",
    ],
  },
  {
    name: "what two beginnings with a verb go on with in three ways are names, and what only one does is not",
    lines: [
      "Started Network Time Synchronization.",
      "Started Rotate log files.",
      "Started Docker Application Engine.",
      "Started nothing else today.",
      "Stopped Docker Application Engine.",
      "Stopped Network Time Synchronization.",
      "Stopped Rotate log files.",
    ],
    templates: ["Started <*>", "Started nothing else today.", "Stopped <*>"],
  },
  {
    name: "what has a word in common are no names: the beginnings may go on with it",
    lines: [
      "Starting the Installer main loop.",
      "Starting Installer finalization.",
      "Starting Installer initialization.",
      "Ending the Installer main loop.",
      "Ending Installer finalization.",
      "Ending Installer initialization.",
    ],
    templates: [
      "Starting the Installer main loop.",
      "Starting Installer finalization.",
      "Starting Installer initialization.",
      "Ending the Installer main loop.",
      "Ending Installer finalization.",
      "Ending Installer initialization.",
    ],
  },
  {
    name: "a state is said, whatever stands in brackets behind it",
    lines: [
      "mail for alice, delay=3, status=sent (queued as 7)",
      "mail for alice, delay=4, status=deferred (connect to relay)",
      "mail for alice, delay=5, status=sent (queued as 9)",
    ],
    templates: [
      "mail for alice, delay=<*>, status=sent (queued as <*>)",
      "mail for alice, delay=<*>, status=deferred (connect to relay)",
    ],
  },
  {
    name: "the field that a message begins with says what it is about",
    lines: [
      "type=SERVICE_START pid=1 uid=0 unit=web res=ok tty=3 ses=4 gid=7",
      "type=SERVICE_STOP pid=1 uid=0 unit=web res=ok tty=3 ses=4 gid=7",
      "type=SERVICE_CHECK pid=1 uid=0 unit=web res=ok tty=3 ses=4 gid=7",
    ],
    templates: [
      "type=SERVICE_START pid=<*> uid=<*> unit=web res=ok tty=<*> ses=<*> gid=<*>",
      "type=SERVICE_STOP pid=<*> uid=<*> unit=web res=ok tty=<*> ses=<*> gid=<*>",
      "type=SERVICE_CHECK pid=<*> uid=<*> unit=web res=ok tty=<*> ses=<*> gid=<*>",
    ],
  },
]);
