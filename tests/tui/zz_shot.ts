import { App } from "../../src/tui/app.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";
const [c, r, ...keys] = Deno.args;
const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 24 });
app.draw(+c, +r);
for (const key of keys) {
  app.handle({ type: "key", key });
  app.draw(+c, +r);
}
console.log(app.draw(+c, +r).toString());
