import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { answers, body, inPath, inQuery, json, listQuery, pageOf, problems, ref, scope } from "./parts.ts";

const asOf = {
  type: "string",
  description: "The last event that the list knew at its first page: send it with a bulk change",
};
const behind = {
  type: "integer",
  description:
    "Only where the search by words lacks more than the last second, as in a storm: how many seconds it lacks. The other filters lack nothing.",
};

export const alertsPaths = {
  "/api/v1/alerts": {
    get: {
      operationId: "listAlerts",
      summary: "List alerts, the one with the newest event first",
      description:
        "No alert that was there at the first page is skipped. Those that had another event meanwhile follow at the end, so they may come twice.",
      ...scope("read"),
      parameters: [
        ...listQuery,
        inQuery("status", { type: "string", enum: [...STATUSES] }),
        inQuery("priority", { type: "string", enum: [...PRIORITIES] }),
        inQuery("category", { type: "string" }),
        inQuery("source_name", { type: "string" }),
        inQuery("q", {
          type: "string",
          description:
            "Words of the title, category, source or alert_id, whole or by their beginning, in any case, without accents; ids with a number, addresses and paths, such as node-17, 10.0.0.1 or /var/log, as one piece",
        }),
      ],
      responses: {
        "200": answers("A page", pageOf("ListedAlert", { as_of: asOf }, { index_behind_seconds: behind })),
        ...problems(409, 422),
      },
    },
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
  "/api/v1/alerts/status": {
    post: {
      operationId: "setStatusOfAlerts",
      summary: "Acknowledge, resolve or reopen many alerts by a job",
      description:
        "Acts on what a filter finds, or on at most 1,000 named alerts. Alerts that had an event after as_of are left out: nobody has seen what they are now.",
      ...scope("operate"),
      requestBody: body(ref("BulkStatusChange")),
      responses: {
        "202": answers("The job has started", ref("StartedJob")),
        ...problems(400, 409, 413, 415, 422, 503),
      },
    },
  },
  "/api/v1/alerts/{alert_id}": {
    get: {
      operationId: "getAlert",
      summary: "An alert, its last 100 events, and what became of each at every channel",
      ...scope("read"),
      parameters: [inPath("alert_id")],
      responses: { "200": answers("The alert", ref("Alert")), ...problems(404) },
    },
  },
  "/api/v1/alerts/{alert_id}/status": {
    post: {
      operationId: "setAlertStatus",
      summary: "Acknowledge, resolve or reopen an alert: an event like any other, delivered like any other",
      ...scope("operate"),
      parameters: [inPath("alert_id")],
      requestBody: body(ref("StatusChange")),
      responses: {
        "200": answers("The alert as it is now", ref("Alert")),
        ...problems(400, 404, 413, 415, 422, 503),
      },
    },
  },
};
