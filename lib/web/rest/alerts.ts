import { z } from "zod";
import { findAlertHistory, lastEventsOf } from "#db/queries/alert-history.ts";
import { listAlerts } from "#db/queries/alert-pages.ts";
import { searchBehindSeconds } from "#db/queries/alert-search-tail.ts";
import { asOfToken } from "#db/queries/as-of.ts";
import { readDb } from "#db/read.ts";
import { MAX_ALERTS_PER_POST } from "#lib/domain/alert/alert.ts";
import { alertInputSchema, prioritySchema, statusSchema } from "#lib/domain/alert/alert-schema.ts";
import { bulkStatusShape, statusChangeSchema } from "#lib/domain/alert/status-schema.ts";
import { existing } from "#lib/domain/existing.ts";
import { engine } from "#lib/engine/client.ts";
import { Accepted, Alert, AlertsPage, presentAlert, presentListed, StartedJob } from "./alert-shapes.ts";
import { paging, toPage } from "./page.ts";
import { answeredInFront, route } from "./route.ts";
import { named } from "./shapes.ts";

async function alertOf(alertId: string): Promise<z.output<typeof Alert>> {
  return presentAlert(existing("alert", await findAlertHistory(readDb(), alertId)));
}

/** The filters of the list. */
export const alertFilters = {
  status: statusSchema.optional(),
  priority: prioritySchema.optional(),
  category: z.string().optional(),
  source_name: z.string().optional(),
  q: z
    .string()
    .describe(
      "Words of the title, category, source or alert_id, whole or by their beginning, in any case, without accents; ids with a number, addresses and paths, such as node-17, 10.0.0.1 or /var/log, as one piece",
    )
    .optional(),
};

const AlertInput = named("AlertInput", alertInputSchema);

export const alerts = [
  route("GET /api/v1/alerts", {
    id: "listAlerts",
    summary: "List alerts, the one with the newest event first",
    description:
      "No alert that was there at the first page is skipped. Those that had another event meanwhile follow at the end, so they may come twice.",
    scope: "read",
    query: { ...paging, ...alertFilters },
    fails: [409],
    output: AlertsPage,
    run: async ({ query: { source_name: sourceName, ...query } }) => {
      const page = await listAlerts(readDb(), { ...query, sourceName });
      const last = await lastEventsOf(
        readDb(),
        page.data.map(({ alertId }) => alertId),
      );
      const data = page.data.flatMap((row) => {
        const event = last.get(row.alertId);
        return event === undefined ? [] : [{ ...row, ...event }];
      });
      const behind = searchBehindSeconds(readDb(), Date.now());
      return {
        ...toPage({ ...page, data }, presentListed),
        as_of: asOfToken(readDb(), page.asOf),
        ...(behind !== null && { index_behind_seconds: behind }),
      };
    },
  }),
  route("POST /api/v1/alerts", {
    id: "postAlerts",
    summary: "Post one alert, an array of 1–1,000, or NDJSON",
    description:
      "202 means that the events and their deliveries are on disk. All or nothing: one bad alert refuses the whole post.",
    scope: "ingest",
    headers: {
      "Idempotency-Key": "A repeat within 24 h is answered as before and not delivered again",
      "X-Request-Id":
        "Found again in the answer, the log and the event; 1–64 of A-Z a-z 0-9 . _ -, or Tocsin makes one",
      "tocsin-hops": "Through how many installations the alerts have come; at 5 they are refused with 409",
    },
    body: {
      schema: z.union([AlertInput, z.array(AlertInput).min(1).max(MAX_ALERTS_PER_POST)]),
      also: { type: "application/x-ndjson", holds: "One alert per line" },
    },
    status: 202,
    fails: [409],
    output: Accepted,
    run: answeredInFront,
  }),
  route("GET /api/v1/alerts/{alert_id}", {
    id: "getAlert",
    summary: "An alert, its last 100 events, and what became of each at every channel",
    scope: "read",
    fails: [404],
    output: Alert,
    run: ({ params: { alert_id } }) => alertOf(alert_id),
  }),
  route("POST /api/v1/alerts/status", {
    id: "setStatusOfAlerts",
    summary: "Acknowledge, resolve or reopen many alerts by a job",
    description:
      "Acts on what a filter finds, or on at most 1,000 named alerts. Alerts that had an event after as_of are left out: nobody has seen what they are now.",
    scope: "operate",
    body: { schema: named("BulkStatusChange", bulkStatusShape) },
    status: 202,
    fails: [409],
    output: StartedJob,
    run: async ({ actor, body }) => {
      const { jobId, ...counts } = await engine().run("alerts.set-status-by-job", { actor, input: body });
      return { job_id: jobId, ...counts };
    },
  }),
  route("POST /api/v1/alerts/{alert_id}/status", {
    id: "setAlertStatus",
    summary: "Acknowledge, resolve or reopen an alert: an event like any other, delivered like any other",
    scope: "operate",
    body: { schema: named("StatusChange", statusChangeSchema) },
    fails: [404],
    output: Alert,
    run: async ({ actor, params: { alert_id: alertId }, body }) => {
      await engine().run("alerts.set-status", { actor, input: { alertId, change: body } });
      return alertOf(alertId);
    },
  }),
];
