import { TEMPLATE_LIMITS } from "#lib/domain/format/template.ts";
import type { Budget } from "./budget.ts";
import { TemplateFault } from "./fault.ts";

/** Where a piece of the result comes from: `exact` if its characters are the template's own. */
type Piece = { start: number; at: number; exact: boolean };

/** The text that a template, or a capture in it, makes. */
export class Output {
  readonly #budget: Budget;
  readonly #texts: string[] = [];
  readonly #pieces: Piece[] = [];
  #length = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  write(text: string, at: number, exact: boolean): void {
    this.#budget.at = at;
    this.#budget.characters(text.length);
    this.#pieces.push({ start: this.#length, at, exact });
    this.#texts.push(text);
    this.#length += text.length;
    if (this.#length > TEMPLATE_LIMITS.bytes) throw tooLong(at);
  }

  /** @throws TemplateFault if the text has more than 64 KiB in UTF-8 */
  text(): string {
    const text = this.#texts.join("");
    if (Buffer.byteLength(text) > TEMPLATE_LIMITS.bytes) throw tooLong(this.#budget.at);
    return text;
  }

  /** Where in the template an offset of the result comes from. */
  origin(offset: number): number | null {
    const piece = this.#pieces.findLast(({ start }) => start <= offset);
    if (piece === undefined) return null;
    return piece.exact ? piece.at + offset - piece.start : piece.at;
  }
}

const tooLong = (at: number): TemplateFault =>
  new TemplateFault("The result is larger than 64 KiB: shorten it, for example with truncate.", at);
