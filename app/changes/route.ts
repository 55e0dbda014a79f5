import { takesOnly } from "#lib/web/http/takes-only.ts";
import { answerChanges } from "#lib/web/live/changes.ts";

/** Open pages ask this to learn whether their data has changed. */
export const GET = answerChanges;

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
