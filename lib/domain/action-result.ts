import type { Issue } from "./errors.ts";

/** What a server action answers: the verb's output, or what was wrong with which field. */
export type ActionResult<T = void> = { ok: true; value: T } | { ok: false; message: string; issues: Issue[] };
