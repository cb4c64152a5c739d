/**
 * Secrets stand in the environment or in files, not in the configuration: `${env:NAME}` and `${file:PATH}` in a
 * notifier's texts become what is there when the program starts. What came from there is taken out of
 * everything that is said later.
 */

const REFERENCE = /\$\{(env|file):([^}]*)\}/g;
const HIDDEN = "***";
/** Shorter ones would tear holes into words that have nothing to do with them. */
const SECRET_CHARACTERS_MIN = 4;

/** Where secrets come from; undefined where there is none. */
export interface SecretPlaces {
  env(name: string): string | undefined;
  file(path: string): string | undefined;
}

export class Secrets {
  readonly #places: SecretPlaces;
  readonly #known = new Set<string>();

  constructor(places: SecretPlaces) {
    this.#places = places;
  }

  /** Fills in a text. Throws RangeError that names what is missing, never what was found. */
  fill(text: string): string {
    return text.replace(REFERENCE, (_, kind: "env" | "file", name: string) => {
      const value = (kind === "env" ? this.#places.env(name) : this.#places.file(name))?.replace(/\r?\n$/, "");
      if (value === undefined || value === "") {
        throw new RangeError(
          kind === "env" ? `the variable ${name} is not set` : `the file '${name}' cannot be read, or is empty`,
        );
      }
      this.hide(value);
      return value;
    });
  }

  /** Fills in every text of a value of JSON. */
  fillAll<T>(value: T): T {
    if (typeof value === "string") return this.fill(value) as T;
    if (Array.isArray(value)) return value.map((item) => this.fillAll(item)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.fillAll(item)])) as T;
  }

  /** From now on this is not said. */
  hide(value: string): void {
    if (value.length >= SECRET_CHARACTERS_MIN) this.#known.add(value);
  }

  /** The text without any secret, the longest first; addresses keep no more than their host. */
  readonly scrub = (text: string): string => {
    const hidden = [...this.#known].sort((a, b) => b.length - a.length).reduce(
      (left, secret) => left.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN),
      text,
    );
    return hidden.replace(/\b(https?:\/\/)(?:[^\s/@)]*@)?([^\s/?#)"']*)[^\s)"']*/g, `$1$2/${HIDDEN}`);
  };
}
