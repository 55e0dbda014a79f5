/** What stands where a secret stood. */
export const MASK = "••••";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * A value that must not leave the process by accident: it prints as `<secret>` in JSON, template
 * strings, `util.inspect` and errors. `reveal` is for the sender, the redactor and key rotation.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "<secret>";
  }

  toJSON(): string {
    return "<secret>";
  }

  [inspect](): string {
    return "<secret>";
  }
}
