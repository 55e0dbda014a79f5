import { storedAlert } from "#db/queries/alerts.ts";
import { chosenAlerts, findsAllUpTo, lastEventSeqs } from "#db/queries/chosen-alerts.ts";
import type { AlertFilter } from "#lib/domain/alert/list.ts";
import type { StatusWork } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { changedBy } from "#lib/engine/intake/changed-by.ts";
import { publish, type Routes } from "#lib/engine/intake/publish.ts";
import { mayChange } from "#lib/engine/intake/refuse-status.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { JobKindParts, JobStep } from "./job-kind.ts";

/** Alerts per step: few enough that posts aren't delayed. */
const STEP = 100;

/** Changes the status of many alerts. A filter with words waits until the search index reaches `asOf`. */
export const statusJob: JobKindParts<StatusWork> = {
  readiness: (db, { work: { alerts, asOf } }) =>
    "ids" in alerts || findsAllUpTo(db, alerts.filter, asOf) ? "now" : "later",
  step(tx, { work, position }, { by, routes }) {
    const { alerts } = work;
    const change = (alertId: string) => changeStatus(tx, alertId, work.change, by, routes);
    return "ids" in alerts
      ? stepListed(tx, alerts.ids, work.asOf, position ?? 0, change)
      : stepFound(tx, alerts.filter, work.asOf, position, change);
  },
};

type Change = (alertId: string) => "done" | "failed";

/**
 * Walks up by last event, as far as `asOf`. An alert that gets another event moves beyond it, so the walk
 * only finds alerts without an event that the user has not seen.
 */
function stepFound(tx: Tx, filter: AlertFilter, asOf: number, after: number | null, change: Change): JobStep {
  const rows = chosenAlerts(tx.db, filter, { after, upTo: asOf, limit: STEP });
  const seen = rows.filter(({ lastEventSeq }) => lastEventSeq <= asOf);
  const counts = countOf(seen.map(({ alertId }) => change(alertId)));
  return { ...counts, position: rows.at(-1)?.position ?? after, isLast: rows.length < STEP };
}

function stepListed(tx: Tx, ids: string[], asOf: number, from: number, change: Change): JobStep {
  const part = ids.slice(from, from + STEP);
  const last = lastEventSeqs(tx.db, part);
  const seen = part.filter((id) => (last.get(id) ?? Number.POSITIVE_INFINITY) <= asOf);
  const counts = countOf(seen.map(change));
  return { ...counts, position: from + part.length, isLast: from + part.length >= ids.length };
}

function changeStatus(
  tx: Tx,
  alertId: string,
  { status, remark }: StatusWork["change"],
  by: Actor,
  routes: Routes,
): "done" | "failed" {
  const stored = storedAlert(tx.db, alertId);
  if (stored?.payload.status === status) return "done";
  if (stored === undefined || !mayChange(tx, stored, status)) return "failed";
  publish(tx, statusEvent(tx, stored, { status, remark, ...changedBy(by) }), routes);
  return "done";
}

const countOf = (outcomes: ("done" | "failed")[]) => ({
  done: outcomes.filter((one) => one === "done").length,
  failed: outcomes.filter((one) => one === "failed").length,
});
