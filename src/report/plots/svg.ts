/** Elements of SVG and HTML as text. Whatever comes from a log goes in through `escaped`, and nothing else does. */
import { showControls } from "../../core/text/escape.ts";

/** Attributes of an element; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text for HTML and SVG, in elements and in attributes; control characters are shown. */
export function escaped(text: string): string {
  return showControls(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** An element; `children` are markup already. */
export function element(name: string, attributes: Attributes, children = ""): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${typeof value === "number" ? coordinate(value) : escaped(value)}"`
  );
  return `<${name}${given.join("")}>${children}</${name}>`;
}

/** A number short enough for a file of thousands of them. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100);
}
