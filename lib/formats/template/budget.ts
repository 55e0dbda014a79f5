import { TEMPLATE_LIMITS } from "#lib/domain/format/template.ts";
import { TemplateFault } from "./fault.ts";

/** So many characters cost as much as one step. */
const CHARACTERS_PER_STEP = 100;

/** What one run may still spend. It counts steps and not time, so that every attempt comes to the same. */
export class Budget {
  #steps: number = TEMPLATE_LIMITS.steps;
  #turns: number = TEMPLATE_LIMITS.turns;
  /** Where the template is now. */
  at = 0;

  step(steps = 1): void {
    this.#steps -= steps;
    if (this.#steps < 0)
      this.#fail(
        `The template takes more than ${TEMPLATE_LIMITS.steps.toLocaleString("en")} steps: make it shorter, or loop over less.`,
      );
  }

  /** Pays for reading or writing a text. */
  characters(length: number): void {
    this.step(length / CHARACTERS_PER_STEP);
  }

  /** Pays for going through a text character by character, which takes longer. */
  counting(length: number): void {
    this.characters(length * 5);
  }

  turn(): void {
    this.#turns -= 1;
    if (this.#turns < 0)
      this.#fail(
        `The loops take more than ${TEMPLATE_LIMITS.turns.toLocaleString("en")} turns in all: limit them.`,
      );
    this.step();
  }

  #fail(message: string): never {
    throw new TemplateFault(message, this.at);
  }
}
