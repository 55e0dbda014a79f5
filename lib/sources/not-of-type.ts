import { summary } from "#lib/domain/alert/post.ts";
import { AppError, type Issue } from "#lib/domain/errors.ts";
import { ISSUES_MAX } from "#lib/domain/issues.ts";

/** What a body lacks to be of its sender's type. */
export class Faults {
  readonly #issues: Issue[] = [];

  /** Notes that a member is missing. `what` says what a sender writes there, as a noun phrase. */
  missing(path: string, what: string): null {
    this.add(path, `${path} is missing: ${what} belongs there.`);
    return null;
  }

  add(path: string, message: string): void {
    if (this.#issues.length < ISSUES_MAX) this.#issues.push({ path, message });
  }

  /** Throws AppError `invalid` that names everything noted, if anything was. */
  refuse(): void {
    if (this.#issues.length > 0) throw new AppError("invalid", summary(this.#issues), this.#issues);
  }
}

/** Refuses a body that is not of its type: one sentence that says what such a body looks like. */
export function notOfType(message: string): never {
  throw new AppError("invalid", `Nothing was stored: ${message}`);
}
