/** Which words are values of a parameter, and how many of them it takes to know. */
import { type TemplateCase, testTemplates } from "./template_cases.ts";

const CASES: readonly TemplateCase[] = [
  {
    name: "names that change are a parameter",
    lines: [
      "Invalid user webmaster from 173.234.31.186",
      "Invalid user pgadmin from 52.80.34.196",
      "Invalid user test9 from 52.80.34.196",
      "Invalid user oracle from 175.102.13.6",
    ],
    templates: ["Invalid user <*> from <*>"],
  },
  {
    name: "opposites stay apart, however often they come",
    lines: [
      "link eth0 is up",
      "link eth1 is down",
      "link eth0 is down",
      "link eth2 is up",
      "service started",
      "service stopped",
    ],
    templates: ["link eth<*> is up", "link eth<*> is down", "service started", "service stopped"],
  },
  {
    name: "a word that announces a name announces what stands right behind it",
    lines: ["[job 3] render-done", "[job 4] printer-idle", "job render-all ended", "job print-all ended"],
    templates: ["[job <*>] render-done", "[job <*>] printer-idle", "job <*> ended"],
  },
  {
    name: "words with digits or capitals within are names; constants with digits and states are not",
    lines: [
      "tool.exe - mail.example.org:5070 goes through relay relay.example.org:80 HTTPS",
      "tool.exe *64 - web.example.org:80 goes through relay relay.example.org:80 SOCKS5",
      "process 5 waits for transaction 7 of ShareLock after 9 ms",
      "process 6 waits for transaction 8 of RowExclusive after 9 ms",
      "node 6 waits for transaction 8 with valid result after 9 ms",
      "node 6 waits for transaction 8 with invalid result after 9 ms",
    ],
    templates: [
      "tool.exe - mail.example.org:<*> goes through relay relay.example.org:<*> HTTPS",
      "tool.exe <*> - web.example.org:<*> goes through relay relay.example.org:<*> SOCKS<*>",
      "process <*> waits for transaction <*> of <*> after <*> ms",
      "node <*> waits for transaction <*> with valid result after <*> ms",
      "node <*> waits for transaction <*> with invalid result after <*> ms",
    ],
  },
  {
    name: "reasons of several words, after a colon at the end or in brackets, are a parameter",
    lines: [
      "giving up on transfer 5 to the store: Connection refused",
      "giving up on transfer 6 to the store: No route to host",
      "giving up on transfer 7 to the store: connection timed out after 30 s",
      "group 7 is about to be balanced anew (a member has joined)",
      "group 8 is about to be balanced anew (heartbeat of 4 expired)",
    ],
    templates: [
      "giving up on transfer <*> to the store: <*>",
      "group <*> is about to be balanced anew (<*>)",
    ],
  },
  {
    name: "phrases that say the opposite stay apart, and so do those after a few words, or after a port",
    lines: [
      "giving up on transfer 5 to the store: door is open",
      "giving up on transfer 6 to the store: door is not open",
      "battery: charge is low",
      "battery: voltage drops",
      "asking again and again at web:80 for the news of today",
      "asking again and again at web:80 for some weather",
    ],
    templates: [
      "giving up on transfer <*> to the store: door is open",
      "giving up on transfer <*> to the store: door is not open",
      "battery: charge is low",
      "battery: voltage drops",
      "asking again and again at web:<*> for the news of today",
      "asking again and again at web:<*> for some weather",
    ],
  },
  {
    name: "three words in capitals are an enumeration, two are not, and states never",
    lines: [
      "timeout after DATA from 10.0.0.1",
      "timeout after AUTH from 10.0.0.2",
      "timeout after RCPT from 10.0.0.3",
      "reply by ABC in 3 ms",
      "reply by XYZ in 4 ms",
      "cycle result: STOPPED of 3",
      "cycle result: STARTED of 4",
      "cycle result: PAUSED of 5",
    ],
    templates: [
      "timeout after <*> from <*>",
      "reply by ABC in <*> ms",
      "reply by XYZ in <*> ms",
      "cycle result: STOPPED of <*>",
      "cycle result: STARTED of <*>",
      "cycle result: PAUSED of <*>",
    ],
  },
  {
    name: "the more words stay, the fewer values it takes; of states and of fields it takes as many as ever",
    lines: [
      "moving the primary copy of shard 3 from here to the new owner berlin as asked",
      "moving the primary copy of shard 4 from here to the new owner madrid as asked",
      "moving shard 3 to lisbon",
      "moving shard 4 to dublin",
      "the copy of shard 3 that was asked for by the owner is closed again",
      "the copy of shard 4 that was asked for by the owner is open again",
      "many words before the field that stays as it is: mode=fast",
      "many words before the field that stays as it is: mode=slow",
    ],
    templates: [
      "moving the primary copy of shard <*> from here to the new owner <*> as asked",
      "moving shard <*> to lisbon",
      "moving shard <*> to dublin",
      "the copy of shard <*> that was asked for by the owner is closed again",
      "the copy of shard <*> that was asked for by the owner is open again",
      "many words before the field that stays as it is: mode=fast",
      "many words before the field that stays as it is: mode=slow",
    ],
  },
  {
    name: "what follows the fields at the head of a line is what it says, and no reason",
    lines: [
      "pid=1 tid=4 class=Mail jid=7 level: start",
      "pid=2 tid=5 class=Mail jid=8 level: the queue was found empty",
      "pid=3 tid=6 class=Mail jid=9 level: job kept for later",
    ],
    templates: [
      "pid=<*> tid=<*> class=Mail jid=<*> level: start",
      "pid=<*> tid=<*> class=Mail jid=<*> level: the queue was found empty",
      "pid=<*> tid=<*> class=Mail jid=<*> level: job kept for later",
    ],
  },
  {
    name: "a word announces a parameter that stands right behind it, and no other",
    lines: [
      "[instance: 17] starting the whole machine again",
      "[instance: 18] image file not there",
      "[instance: 19] disk limit not there",
      "[instance: 20] core limit not there",
    ],
    templates: [
      "[instance: <*>] starting the whole machine again",
      "[instance: <*>] image file not there",
      "[instance: <*>] disk limit not there",
      "[instance: <*>] core limit not there",
    ],
  },
  {
    name: "a reason may follow a dash, the first one",
    lines: [
      "sign-in of account 5 failed for address 17 - wrong password",
      "sign-in of account 6 failed for address 18 - no such peer",
      "sign-in of account 7 failed for address 19 - device not allowed",
    ],
    templates: ["sign-in of account <*> failed for address <*> - <*>"],
  },
  {
    name: "a name of several words stands where names do; what a sign cuts, and a state, does not",
    lines: [
      "response of client alice took 5 ms at most",
      "response of client bob took 6 ms at most",
      "response of client carol took 7 ms at most",
      "response of client anna lena took 8 ms at most",
      "response of client dave: nothing took 8 ms at most",
      "response of client never failed took 9 ms at most",
    ],
    templates: [
      "response of client <*> took <*> ms at most",
      "response of client dave: nothing took <*> ms at most",
      "response of client never failed took <*> ms at most",
    ],
  },
  {
    name: "names by their form stand where a number does, as the first word too; a constant does not",
    lines: [
      "wlan0: station joined",
      "phy0-ap0: station joined",
      "answer from UNKNOWN",
      "answer from 10.0.0.1",
      "org.example.UPDATE_DONE: queue empty",
      "org.example.Update: queue empty",
    ],
    templates: [
      "<*>: station joined",
      "answer from <*>",
      "org.example.UPDATE_DONE: queue empty",
      "org.example.Update: queue empty",
    ],
  },
  {
    name: "what were values of one parameter are values elsewhere, with few words around; single constants are not",
    lines: [
      "packets of 10.0.0.1 came in over the interface lan and were counted once",
      "packets of 10.0.0.2 came in over the interface dmz and were counted once",
      "open lan",
      "open dmz",
      "the protocol of packets of 10.0.0.2 that came in was TCP and they were counted once",
      "the protocol of packets of 10.0.0.2 that came in was UDP and they were counted once",
      "the protocol of packets of 10.0.0.2 that came in was GRE and they were counted once",
      "drop TCP",
      "drop UDP",
    ],
    templates: [
      "packets of <*> came in over the interface <*> and were counted once",
      "open <*>",
      "the protocol of packets of <*> that came in was <*> and they were counted once",
      "drop TCP",
      "drop UDP",
    ],
  },
  {
    name: "three values of a field are an enumeration, be they states; two may be events",
    lines: [
      "sent trace to server job=1 status=success",
      "sent trace to server job=2 status=failed",
      "sent trace to server job=3 status=running",
      "sent trace to server job=4 status=canceled",
      "moved trace to server job=3 valve=opened",
      "moved trace to server job=3 valve=closed",
    ],
    templates: [
      "sent trace to server job=<*> status=<*>",
      "moved trace to server job=<*> valve=opened",
      "moved trace to server job=<*> valve=closed",
    ],
  },
  {
    name: "what a field of text begins with is what the message says",
    lines: [
      'level=info msg="StartPod for 7"',
      'level=info msg="StopPod for 7"',
      'level=info msg="RemovePod for 7"',
    ],
    templates: [
      'level=info msg="StartPod for <*>"',
      'level=info msg="StopPod for <*>"',
      'level=info msg="RemovePod for <*>"',
    ],
  },
  {
    name: "a message may begin with a parameter in brackets",
    lines: ["(root) command (/bin/a)", "(mail) command (/bin/b)", "disk stopped (/bin/a)", "fan stopped (/bin/b)"],
    templates: ["(<*>) command (<*>)", "disk stopped (<*>)", "fan stopped (<*>)"],
  },
];

testTemplates(CASES);
