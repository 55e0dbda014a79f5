import { WebhookPayload } from "./alert-shapes.ts";
import type { Components } from "./components.ts";

const text = { type: "string" } as const;

const header = (name: string, description: string, schema: object = text) => ({
  name,
  in: "header",
  required: true,
  description,
  schema,
});

/** Describes the request that every receiver gets, signed as Standard Webhooks 1.0.0 says. */
export const outgoing = (components: Components) => ({
  alert: {
    post: {
      operationId: "receiveAlert",
      summary: "What Tocsin sends to a channel's URL for each event that its rules send there",
      description:
        "Sent at least once, in order per alert. Any 2xx is success; network failures, 5xx, 408, 425 and 429 are tried again on the channel's schedule, everything else is final. Redirects are not followed.",
      tags: ["Webhook"],
      security: [],
      parameters: [
        header("webhook-id", "The event's id: the same on every retry and redelivery"),
        header("webhook-timestamp", "When this attempt was made, in seconds since 1970", { type: "integer" }),
        header(
          "webhook-signature",
          "v1, and the base64 of the HMAC-SHA256 of id.timestamp.body by the signing secret; for 24 h after a rotation two, separated by a space",
        ),
        header("tocsin-hops", "Through how many installations the event has come", {
          type: "integer",
          minimum: 1,
        }),
      ],
      requestBody: {
        required: true,
        content: { "application/json": { schema: components.output(WebhookPayload) } },
      },
      responses: {
        "2XX": { description: "Delivered" },
        "410": { description: "No more of it: the channel is disabled" },
        "429": { description: "Tried again, not before Retry-After" },
        "4XX": { description: "Refused for good" },
        "5XX": { description: "Tried again, not before Retry-After" },
      },
    },
  },
});
