/** Shown in place of a secret. */
export const MASK = "••••";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * A value that must not leave the process by accident: it prints as `<secret>` in JSON, template strings,
 * `util.inspect` and errors. Only the sender, the redactor and the key rotation call `reveal`.
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

/** Answers whoever saves a mask as if it were the secret. */
export const IS_MASK = "This is a mask, not the value: enter the value itself.";

/**
 * Whether a text is a mask: only dots or stars, or `<secret>`.
 * @example isMask("••••") === true
 */
export const isMask = (text: string): boolean => /^(?:[•*]+|<secret>)$/.test(text.trim());
