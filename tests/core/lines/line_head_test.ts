import { assertEquals } from "@std/assert";
import { shortHead } from "../../../src/core/lines/line_head.ts";

const HEADS: readonly (readonly [head: string, short: string])[] = [
  ["[2026-09-30 06:55:09] [INFO] [network] ", "[network] "],
  ["Dec 10 06:55:46 LabSZ sshd[24200]: ", "LabSZ sshd[24200]: "],
  ["2015-07-29 19:03:35,413 - ERROR [Handler@562] - ", "[Handler@562] - "],
  ["1117838570 2005.06.03 R02 RAS KERNEL INFO ", "R02 RAS KERNEL "],
  ["081109 203615 148 INFO dfs.DataNode: ", "148 dfs.DataNode: "],
  ["2026-11-22T18:00:00.123Z WARN api: ", "api: "],
  ["I1122 18:00:00.292000    10361 objects.go:466] ", "10361 objects.go:466] "],
  ["10324:M 22 Nov 2026 18:00:00.194 . ", "10324:M . "],
  ["<134>Nov 22 18:00:02 host-2 host[27363]: ", "host-2 host[27363]: "],
  ["[exec-3] DEBUG com.example.OrderService - ", "[exec-3] com.example.OrderService - "],
  ["2026-11-22 18:00:00,123 - payments.rates - WARNING - ", "- payments.rates - "],
  ["10.4.12.35 - ada [22/Nov/2026:18:00:01 +0000] ", "10.4.12.35 - ada "],
  ["10.0.0.1 - - ", "10.0.0.1 - - "],
  ["info-desk error handler: ", "info-desk error handler: "],
  ["", ""],
];

for (const [head, short] of HEADS) {
  Deno.test(`of "${head}" stands "${short}" beside its time and level`, () => assertEquals(shortHead(head), short));
}
