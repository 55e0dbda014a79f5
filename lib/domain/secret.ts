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

/** A sentence for whoever enters as a secret what only stands for one. */
export const IS_MASK = "This is a mask, not the value: enter the value itself.";

/** Whether a text is what is shown in place of a secret: dots or stars alone, or `<secret>`. */
export const isMask = (text: string): boolean => /^(?:[•*]+|<secret>)$/.test(text.trim());
