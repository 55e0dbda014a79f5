import { z } from "zod";
import { ACCESS_REQUEST_EVENTS } from "./access-request.ts";

const eventSchema = z.enum(ACCESS_REQUEST_EVENTS, {
  error: ({ input }) =>
    typeof input === "string"
      ? `"${input}" is not an Access Request event: use one of the seven keys.`
      : "An event is one of the seven keys.",
});

/** The events of one channel. */
export const selectedEventsSchema = z
  .array(eventSchema, { error: "events must be a list of event keys." })
  .min(1, { error: "Choose at least one event, or remove the channel." })
  .superRefine((events, context) => refuseSecond(events, context, "This event"));

const channelSchema = z.strictObject(
  { channel_id: z.string({ error: "channel_id is required." }), events: selectedEventsSchema },
  { error: objectExpected("A channel must be a JSON object.") },
);

const members = {
  channels: z.array(channelSchema, { error: "channels must be a list." }).superRefine((channels, context) =>
    refuseSecond(
      channels.map(({ channel_id }) => channel_id),
      context,
      "This channel",
      "channel_id",
    ),
  ),
};

/**
 * All settings: which channels are notified of which Access Request events. A channel that is left out is not
 * notified.
 */
export const accessRequestsSchema = z.strictObject(members);

/** The settings as a client saves them. `version` is the version that was changed. */
export const accessRequestsChangeSchema = z.strictObject(
  { ...members, version: z.int({ error: "version must be a whole number." }).optional() },
  { error: objectExpected("The settings must be a JSON object.") },
);

/** The settings as stored. The version counts their changes. */
export type AccessRequests = z.output<typeof accessRequestsSchema> & { version: number };
export type AccessRequestChannel = AccessRequests["channels"][number];

/**
 * Refuses each repeated item of a list, with the issue at the repetition's index, or at its member `below`.
 */
function refuseSecond(
  all: readonly string[],
  context: z.core.$RefinementCtx,
  what: string,
  ...below: PropertyKey[]
): void {
  const seen = new Set<string>();
  for (const [index, one] of all.entries()) {
    if (seen.has(one))
      context.addIssue({
        code: "custom",
        path: [index, ...below],
        message: `${what} is listed already: remove one.`,
      });
    seen.add(one);
  }
}

function objectExpected(message: string) {
  return (issue: { code?: string | undefined }) => (issue.code === "invalid_type" ? message : undefined);
}
