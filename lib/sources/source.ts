import type { Issue } from "#lib/domain/errors.ts";

/** Thrown for text that is no JSON: 400, not 422. */
export class MalformedBody extends Error {
  readonly issues: Issue[];
  constructor(message: string, issues: Issue[] = []) {
    super(message);
    this.issues = issues;
  }
}
