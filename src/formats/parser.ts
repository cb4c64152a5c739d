/** The table from what a format is (`FormatSpec`) to what reads it (`LineParser`). */
import { ClfParser } from "./clf.ts";
import { ColouredParser } from "./coloured.ts";
import { CriParser } from "./cri.ts";
import { DockerParser } from "./named/docker.ts";
import type { FormatSpec, LineParser, ParseContext } from "./format.ts";
import { HeadedParser } from "./headed.ts";
import { IndentedParser } from "./indented.ts";
import { JsonParser } from "./named/json.ts";
import { LogfmtParser } from "./named/logfmt.ts";
import { MixedParser } from "./mixed.ts";
import { PatternParser } from "./patterns/pattern_parser.ts";
import { PlainParser } from "./plain.ts";

/** Throws SyntaxError for a broken pattern, RangeError for an unknown time zone. */
export function createParser(spec: FormatSpec, context: ParseContext): LineParser {
  switch (spec.kind) {
    case "pattern":
      return new PatternParser(spec, context);
    case "json":
      return new JsonParser(context);
    case "logfmt":
      return new LogfmtParser(context);
    case "clf":
      return new ClfParser(context);
    case "plain":
      return new PlainParser();
    case "mixed":
      return new MixedParser(spec.parts.map((part) => createParser(part, context)));
    case "headed":
      return new HeadedParser(createParser(spec.head, context), createParser(spec.inner, context));
    case "cri":
      return new CriParser(createParser(spec.inner, context), context);
    case "docker":
      return new DockerParser(createParser(spec.inner, context), context);
    case "coloured":
      return new ColouredParser(createParser(spec.inner, context));
    case "indented":
      return new IndentedParser(createParser(spec.inner, context));
  }
}
