import { z } from "zod";

/** The seven events that the Access Requests settings route instead of rules. */
export const ACCESS_REQUEST_EVENTS = [
  "access_management_access_request",
  "access_management_access_request_approval",
  "access_management_association_change",
  "access_management_approval_flow_create",
  "access_management_approval_flow_update",
  "access_management_approval_flow_delete",
  "access_management_access_request_settings_update",
] as const;
export type AccessRequestEvent = (typeof ACCESS_REQUEST_EVENTS)[number];

/** Each event's name for people, and when it happens. */
export const ACCESS_REQUEST_EVENT_MEANS: Record<AccessRequestEvent, { name: string; description: string }> = {
  access_management_access_request: {
    name: "Request created",
    description: "Someone asks for access.",
  },
  access_management_access_request_approval: {
    name: "Request approved or denied",
    description: "An approver decides on a request.",
  },
  access_management_association_change: {
    name: "Request executed",
    description: "Access is granted or revoked.",
  },
  access_management_approval_flow_create: {
    name: "Approval flow created",
    description: "Someone defines who must approve.",
  },
  access_management_approval_flow_update: {
    name: "Approval flow updated",
    description: "Someone changes who must approve.",
  },
  access_management_approval_flow_delete: {
    name: "Approval flow deleted",
    description: "Someone removes an approval flow.",
  },
  access_management_access_request_settings_update: {
    name: "Access request settings updated",
    description: "Someone changes how access requests work.",
  },
};

const EVENTS: ReadonlySet<string> = new Set(ACCESS_REQUEST_EVENTS);

export const isAccessRequestEvent = (diEvent: string | null): diEvent is AccessRequestEvent =>
  diEvent !== null && EVENTS.has(diEvent);

const eventSchema = z.enum(ACCESS_REQUEST_EVENTS, {
  error: ({ input }) =>
    typeof input === "string"
      ? `"${input}" is not an Access Request event: use one of the seven keys.`
      : "An event is one of the seven keys.",
});

const channelSchema = z.strictObject(
  {
    channel_id: z.string({ error: "channel_id is required." }),
    events: z
      .array(eventSchema, { error: "events must be a list of event keys." })
      .min(1, { error: "Choose at least one event, or remove the channel." })
      .superRefine((events, context) => refuseSecond(events, context, "This event")),
  },
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
 * Which channels get which Access Request events. The list is complete: a channel that it lacks gets none.
 */
export const accessRequestsSchema = z.strictObject(members);

/** The settings to save; `version` is the one that was edited. */
export const accessRequestsChangeSchema = z.strictObject(
  { ...members, version: z.int({ error: "version must be a whole number." }).optional() },
  { error: objectExpected("The settings must be a JSON object.") },
);

/** The settings as stored; `version` counts their changes. */
export type AccessRequests = z.output<typeof accessRequestsSchema> & { version: number };
export type AccessRequestChannel = AccessRequests["channels"][number];

/** Refuses a value's second occurrence in a list, at that item's member `below` if given. */
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
