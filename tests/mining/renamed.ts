/**
 * The same log in words that nobody has seen: each word becomes an invented one, always the same, of the same case;
 * names of days and months and units of bytes stay. What the miner finds must not hang on what words mean.
 */

const KEPT = new Set(
  ("Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec B KB MB GB TB PB KiB MiB GiB TiB kB ms us ns " +
    "null none").split(" "),
);
const SYLLABLES = "ba de fi go ku la me ni po ru sa te vi zo xa lu mi".split(" ");

/** Messages with their words renamed; in lower case altogether where asked for. */
export function renamed(messages: readonly string[], lowerCase = false): string[] {
  const names = new Map<string, string>();
  return messages.map((message) => {
    const text = message.replace(/(?<![A-Za-z0-9])[A-Za-z]{2,}(?![A-Za-z0-9])/g, (word) => {
      if (KEPT.has(word) || isHex(word)) return word;
      let name = names.get(word.toLowerCase());
      if (name === undefined) names.set(word.toLowerCase(), name = invented(names.size));
      if (word === word.toUpperCase()) return name.toUpperCase();
      return word[0] === word[0].toUpperCase() ? name[0].toUpperCase() + name.slice(1) : name;
    });
    return lowerCase ? text.toLowerCase() : text;
  });
}

/** Letters that may be a part of an address or an id: renamed, it would be none. */
function isHex(word: string): boolean {
  return /^[a-f]+$/i.test(word) && word.length % 2 === 0;
}

/** Another word for each number; it ends in a sign of no language. */
function invented(number: number): string {
  let name = "";
  for (let rest = number + SYLLABLES.length ** 2; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    name += SYLLABLES[rest % SYLLABLES.length];
  }
  return name + "k";
}
