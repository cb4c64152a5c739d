/** Which bracket or quote of a message closes which: those that nothing closes are not in it. */

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };
const CLOSERS = new Set(")]}>");

export class Brackets {
  /** By the index of what opens; there is none where nothing closes. */
  #close: number[] | undefined;

  constructor(tokens: readonly string[]) {
    const open: number[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token.length !== 1) continue;
      const isQuote = token === '"' || token === "'";
      if (isQuote || CLOSERS.has(token)) {
        const at = open.findLastIndex((k) => isQuote ? tokens[k] === token : CLOSING[tokens[k]] === token);
        if (at >= 0) {
          (this.#close ??= [])[open[at]] = i;
          open.length = at;
        } else if (isQuote) open.push(i);
      } else if (token in CLOSING) open.push(i);
    }
  }

  /** The index of the token that closes what opens at `i`; 0 where nothing opens or nothing closes it. */
  closeOf(i: number): number {
    return this.#close?.[i] ?? 0;
  }
}
