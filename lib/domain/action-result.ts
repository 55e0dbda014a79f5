import type { Issue } from "./errors.ts";

/** What a server action answers: the verb's output, or a refusal that names the fields at fault. */
export type ActionResult<T = void> = { ok: true; value: T } | ActionRefusal;

export type ActionRefusal = {
  ok: false;
  message: string;
  issues: Issue[];
  /** The session has ended: the page leads to sign-in, unless that would lose what was typed. */
  signedOut?: true;
  /** Somebody else saved meanwhile. */
  conflict?: true;
  /** No answer came: whether it was done is not known. */
  unreachable?: true;
};
