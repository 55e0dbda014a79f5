import type { Issue } from "./errors.ts";

/** What a server action answers: the verb's output, or what was wrong with which field. */
export type ActionResult<T = void> = { ok: true; value: T } | ActionRefusal;

export type ActionRefusal = {
  ok: false;
  message: string;
  issues: Issue[];
  /** Nobody is signed in: the page leads to sign-in, unless that would cost what was typed. */
  signedOut?: true;
  /** Somebody else saved meanwhile. */
  conflict?: true;
  /** No answer came: whether it was done is not known. */
  unreachable?: true;
};
