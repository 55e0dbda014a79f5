import { z } from "zod";
import { redeliverManyShape } from "#lib/domain/delivery/redeliver-schema.ts";
import { engine } from "#lib/engine/client.ts";
import { route } from "./route.ts";
import { named } from "./shapes.ts";

const Changed = z.strictObject({ id: z.string() });

export const deliveryActs = [
  route("POST /api/v1/deliveries/redeliver", {
    id: "redeliverMany",
    summary: "Send failed deliveries again by a job",
    description:
      "All that failed, at a channel or in a range of time, or at most 1,000 named ones that have ended. The job leaves out what ends later, Tests, and disabled channels; a mute does not stop it. It uses at most half of a channel's max_in_flight, and new deliveries go first. One job at a time works on a channel; once stopped, the few that it has queued are still sent.",
    scope: "operate",
    body: { schema: named("Redelivery", redeliverManyShape) },
    status: 202,
    fails: [409],
    output: z.strictObject({
      job_id: z.string(),
      matched: z.int().describe("Deliveries that the job is to send again; with 0 it has ended already"),
    }),
    run: async ({ actor, body }) => {
      const { jobId, matched } = await engine().run("deliveries.redeliver-many", { actor, input: body });
      return { job_id: jobId, matched };
    },
  }),
  route("POST /api/v1/deliveries/{id}/redeliver", {
    id: "redeliver",
    summary: "Send a finished delivery again, on a fresh schedule",
    scope: "operate",
    status: 202,
    fails: [404, 409],
    output: Changed,
    run: ({ actor, params: { id } }) => engine().run("deliveries.redeliver", { actor, input: { id } }),
  }),
  route("POST /api/v1/deliveries/{id}/send-now", {
    id: "sendNow",
    summary: "Send a waiting delivery at once; it spends an attempt",
    description:
      "Passes the channel's hold and probe. Only the first of its alert's waiting deliveries to the channel can be sent.",
    scope: "operate",
    status: 202,
    fails: [404, 409],
    output: Changed,
    run: ({ actor, params: { id } }) => engine().run("deliveries.send-now", { actor, input: { id } }),
  }),
  route("POST /api/v1/deliveries/{id}/cancel", {
    id: "cancelDelivery",
    summary: "Cancel a waiting delivery; an answer to an attempt in flight is still recorded",
    scope: "operate",
    status: 202,
    fails: [404, 409],
    output: Changed,
    run: ({ actor, params: { id } }) => engine().run("deliveries.cancel", { actor, input: { id } }),
  }),
];
