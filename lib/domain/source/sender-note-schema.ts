import { z } from "zod";

const nullableTime = z.int().nullable();

/**
 * What a sender posted in one hour since the last note, and its last post and refusal. `source` is a type, the
 * id of a source of one's own, or `native`; `apiKeyId` is empty for posts without a valid key. Times are in ms
 * since 1970, hours in hours since then. `posts` counts the stored ones, `refused` the others.
 */
export const senderNoteSchema = z.strictObject({
  source: z.string(),
  apiKeyId: z.string(),
  hour: z.int(),
  posts: z.int(),
  alerts: z.int(),
  refused: z.int(),
  lastReceivedAt: nullableTime,
  lastAlertId: z.string().nullable(),
  lastRefusedAt: nullableTime,
  lastRefusal: z.strictObject({ status: z.int(), message: z.string() }).nullable(),
});
export type SenderNote = z.output<typeof senderNoteSchema>;
