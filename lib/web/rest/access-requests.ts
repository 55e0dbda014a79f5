import { z } from "zod";
import { findAccessRequests } from "#db/queries/access-requests.ts";
import { readDb } from "#db/read.ts";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import { accessRequestsChangeSchema } from "#lib/domain/rule/access-request-schema.ts";
import { engine } from "#lib/engine/client.ts";
import { route } from "./route.ts";
import { named } from "./shapes.ts";

const AccessRequests = named(
  "AccessRequests",
  z.strictObject({
    channels: z.array(
      z.strictObject({ channel_id: z.string(), events: z.array(z.enum(ACCESS_REQUEST_EVENTS)) }),
    ),
    version: z.int(),
  }),
);

export const accessRequests = [
  route("GET /api/v1/access-requests", {
    id: "getAccessRequests",
    summary: "Which channels are notified of which Access Request events",
    scope: "read",
    output: AccessRequests,
    run: () => findAccessRequests(readDb()),
  }),
  route("PUT /api/v1/access-requests", {
    id: "setAccessRequests",
    summary: "Set all of it: a channel left out is no longer notified; with an old version it is refused",
    scope: "manage",
    body: { schema: named("AccessRequestsInput", accessRequestsChangeSchema) },
    fails: [409],
    output: AccessRequests,
    run: ({ actor, body }) => engine().run("access-requests.set", { actor, input: body }),
  }),
];
