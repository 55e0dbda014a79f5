import { answers, inPath, inQuery, listQuery, pageOf, problems, ref, scope } from "./parts.ts";

export const deliveriesPaths = {
  "/api/v1/deliveries": {
    get: {
      operationId: "listDeliveries",
      summary: "List deliveries, newest first",
      ...scope("read"),
      parameters: [
        ...listQuery,
        inQuery("channel_id", { type: "string" }),
        inQuery("alert_id", { type: "string" }),
        inQuery("state", { type: "string", enum: ["pending", "delivered", "failed", "cancelled"] }),
      ],
      responses: { "200": answers("A page", pageOf("Delivery")), ...problems(409, 422) },
    },
  },
  "/api/v1/deliveries/{id}": {
    get: {
      operationId: "getDelivery",
      summary: "A delivery with the exact body and every attempt",
      description: "The response of an attempt is null for a key without the scope operate or manage.",
      ...scope("read"),
      parameters: [inPath("id")],
      responses: { "200": answers("The delivery", ref("DeliveryDetail")), ...problems(404) },
    },
  },
  "/api/v1/deliveries/{id}/redeliver": {
    post: {
      operationId: "redeliver",
      summary: "Send a finished delivery again, on a fresh schedule",
      ...scope("operate"),
      parameters: [inPath("id")],
      responses: {
        "202": answers("It waits again", {
          type: "object",
          properties: { id: { type: "string" } },
          required: ["id"],
        }),
        ...problems(404, 409, 503),
      },
    },
  },
};
