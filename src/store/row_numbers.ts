/**
 * The numbers by which anomalies and counts refer to what they have in common: sources, templates, advice. What has
 * none yet is stored when it is first referred to. As far as they are known, numbers are remembered.
 */
import type { StatementSync } from "node:sqlite";
import type { AdviceRow } from "../advice/mod.ts";

/** Numbers of sources, and of templates, that are remembered. */
const NUMBERS_MAX = 65_536;

export class RowNumbers {
  readonly #statement: (sql: string) => StatementSync;
  readonly #sources = new Map<string, number>();
  readonly #templates = new Map<string, number>();
  readonly #advice = new Map<AdviceRow, number>();

  /** `statement`: prepares one, or finds it again. */
  constructor(statement: (sql: string) => StatementSync) {
    this.#statement = statement;
  }

  source(name: string): number {
    let number = this.#sources.get(name);
    if (number === undefined) {
      this.#statement("INSERT INTO sources (name) VALUES (?) ON CONFLICT DO NOTHING").run(name);
      number = Number(this.#statement("SELECT number FROM sources WHERE name = ?").get(name)?.number);
      this.#sources.set(name, number);
    }
    return number;
  }

  /** A template that was not among those put there gets the text at hand. */
  template(id: string, text: string): number {
    let number = this.#templates.get(id);
    if (number === undefined) {
      this.#statement("INSERT INTO templates (id, text, example) VALUES (?, ?, '') ON CONFLICT DO NOTHING")
        .run(id, text);
      number = Number(this.#statement("SELECT number FROM templates WHERE id = ?").get(id)?.number);
      this.#templates.set(id, number);
    }
    return number;
  }

  /** Stores a template as it is now. */
  putTemplate(id: string, text: string, example: string): void {
    this.#templates.set(id, Number(this.#statement(PUT_TEMPLATE).get(id, text, example)?.number));
  }

  advice(row: AdviceRow): number {
    let number = this.#advice.get(row);
    if (number === undefined) {
      const { recommendation, commands } = row;
      number = Number(this.#statement(PUT_ADVICE).get(recommendation, JSON.stringify(commands))?.number);
      this.#advice.set(row, number);
    }
    return number;
  }

  /** Forgets all: what was stored last was taken back. */
  clear(): void {
    for (const numbers of [this.#sources, this.#templates, this.#advice]) numbers.clear();
  }

  /** Forgets those of which there are too many. */
  trim(): void {
    for (const numbers of [this.#sources, this.#templates]) if (numbers.size > NUMBERS_MAX) numbers.clear();
  }
}

const PUT_TEMPLATE = `INSERT INTO templates (id, text, example) VALUES (?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET text = excluded.text, example = excluded.example RETURNING number`;
// what is there already is given the text that it has, since nothing is returned of rows that are left alone
const PUT_ADVICE = `INSERT INTO advice (recommendation, commands) VALUES (?, ?)
  ON CONFLICT DO UPDATE SET commands = excluded.commands RETURNING number`;
