/** JSON lines as structured loggers write them: time in UTC, the message, and its parameters as fields of their own. */
import type { LineFormat } from "./format.ts";
import { millisText, secondsText } from "../../core/time_text.ts";

export const jsonFormat: LineFormat = {
  name: "json",
  writer: () => {
    const time = secondsText("T");
    return (event) => {
      const { timeMs, level, component, names, values } = event;
      let text = `{"ts":"${time(timeMs)}.${millisText(timeMs)}Z","level":"${level.toLowerCase()}","service":${
        JSON.stringify(component)
      },"msg":${JSON.stringify(event.message)}`;
      for (let index = 0; index < names.length; index++) {
        text += `,"${names[index]}":${JSON.stringify(values[index])}`;
      }
      if (event.traceId !== undefined) text += `,"trace_id":"${event.traceId}"`;
      if (event.stack !== undefined) text += `,"stack":${JSON.stringify(event.stack.join("\n"))}`;
      return text + "}";
    };
  },
};
