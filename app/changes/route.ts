import { takesOnly } from "#lib/web/http/takes-only.ts";
import { answerChanges } from "#lib/web/live/changes.ts";

/** What open pages ask to learn whether to read themselves anew. */
export const GET = answerChanges;

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
