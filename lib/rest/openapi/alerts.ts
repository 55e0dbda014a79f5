import { answers, inPath, json, problems, ref, scope } from "./parts.ts";

export const alertsPaths = {
  "/api/v1/alerts": {
    post: {
      operationId: "postAlerts",
      summary: "Post one alert, an array of 1–1,000, or NDJSON",
      description:
        "202 means that the events and their deliveries are on disk. All or nothing: one bad alert refuses the whole post.",
      ...scope("ingest"),
      parameters: [
        { name: "Idempotency-Key", in: "header", schema: { type: "string", minLength: 1, maxLength: 200 } },
      ],
      requestBody: {
        required: true,
        content: {
          ...json({
            oneOf: [
              ref("AlertInput"),
              { type: "array", minItems: 1, maxItems: 1_000, items: ref("AlertInput") },
            ],
          }),
          "application/x-ndjson": { schema: { type: "string", description: "One alert per line" } },
        },
      },
      responses: {
        "202": answers("Stored", ref("Accepted")),
        ...problems(400, 409, 413, 415, 422, 429, 503),
      },
    },
  },
  "/api/v1/alerts/{alert_id}": {
    get: {
      operationId: "getAlert",
      summary: "An alert, its events, and what became of each at every channel",
      ...scope("read"),
      parameters: [inPath("alert_id")],
      responses: { "200": answers("The alert", ref("Alert")), ...problems(404) },
    },
  },
};
