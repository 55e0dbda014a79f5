import { z } from "zod";
import { timestampSchema } from "#lib/domain/timestamp.ts";

/** As many as REST can name. */
const MAX_NAMED = 1_000;

const time = (label: string) =>
  timestampSchema(label)
    .transform((utc) => Date.parse(utc))
    .optional();

/** What to send again: all failed deliveries, of a channel or a range of time, or those named by id. */
export const redeliverManyShape = z.strictObject(
  {
    state: z.literal("failed", { error: "Only failed deliveries are sent again together." }).optional(),
    channel_id: z.string({ error: "channel_id must be a string." }).optional(),
    since: time("since").describe("Failed at this time or later"),
    until: time("until").describe("Failed before this time"),
    delivery_ids: z
      .array(z.string({ error: "A delivery's id must be a string." }), {
        error: "delivery_ids must be an array.",
      })
      .min(1, { error: "Name at least one delivery." })
      .max(MAX_NAMED, {
        error: `Name at most ${MAX_NAMED.toLocaleString("en")} deliveries, or send state failed.`,
      })
      .optional(),
  },
  {
    error: (issue) =>
      issue.code === "invalid_type"
        ? "Send a JSON object with state failed, or with delivery_ids."
        : undefined,
  },
);

/** Times in ms since 1970. */
type Asked =
  | { channelId: string | undefined; since: number | undefined; until: number | undefined }
  | { ids: string[] };

/** Parses a `redeliverManyShape`. It must have either the state or delivery_ids. */
export const redeliverManySchema = redeliverManyShape
  .refine(({ state, delivery_ids }) => state !== undefined || delivery_ids !== undefined, {
    path: ["state"],
    error: "Say which deliveries: send state failed, or delivery_ids.",
  })
  .refine(({ delivery_ids, ...filter }) => delivery_ids === undefined || hasNone(filter), {
    path: ["delivery_ids"],
    error: "Send delivery_ids alone, or a filter without them.",
  })
  .refine(({ since, until }) => since === undefined || until === undefined || since < until, {
    path: ["until"],
    error: "until must be after since.",
  })
  .transform(
    ({ delivery_ids: ids, channel_id: channelId, since, until }): Asked =>
      ids === undefined ? { channelId, since, until } : { ids },
  );

const hasNone = (filter: object): boolean => Object.values(filter).every((one) => one === undefined);
