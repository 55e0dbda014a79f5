import { setImmediate } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { readAsOf } from "#db/queries/as-of.ts";
import { type Chosen, chosenAlerts, countChosen, lastEventSeqs } from "#db/queries/chosen-alerts.ts";
import type { AlertFilter, ChosenAlerts } from "#lib/domain/alert/list.ts";
import { bulkStatusSchema } from "#lib/domain/alert/status-schema.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ISSUES_MAX, parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { startJob } from "#lib/engine/verbs/jobs/start.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/** Rows read at a time while alerts are counted, so that the thread can do other work in between. */
const COUNT_STEP = 1_000;

/**
 * Starts a job that changes the status of the alerts that are named or that a filter finds. Alerts that had
 * an event after `as_of` are left out, so that nobody changes what they have not seen. Scope `operate`.
 * Throws AppError `invalid`, or `conflict` for an `as_of` from before a restore.
 */
export const setStatusByJob: Verb<Chosen & { jobId: string }> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { alerts: asked, asOf: token, change } = parseOrRefuse(bulkStatusSchema, input);
  const asOf = readAsOf(context.db, token);
  if ("ids" in asked) refuseUnknown(context.db, asked.ids);
  const alerts = "ids" in asked ? { ids: [...new Set(asked.ids)] } : asked;
  const { matched, newer } = await countOf(context.db, alerts, asOf);
  const jobId = await context.transact((tx) =>
    startJob(tx, actor, {
      work: { kind: "status", asOf, change, alerts },
      total: matched,
      newer,
      action: "alerts.set-status-by-job",
      details: {
        to: change.status,
        ...("ids" in alerts ? { alerts: alerts.ids } : { filter: alerts.filter }),
      },
    }),
  );
  return { jobId, matched, newer };
};

/** Throws AppError `invalid` with an issue at each unknown alert, 100 at most. */
function refuseUnknown(db: Db, ids: string[]): void {
  const known = lastEventSeqs(db, ids);
  const message = "There is no such alert: leave it out.";
  const issues = ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `alert_ids[${index}]`, message }],
  );
  if (issues.length > 0) throw new AppError("invalid", message, issues.slice(0, ISSUES_MAX));
}

async function countOf(db: Db, alerts: ChosenAlerts, asOf: number): Promise<Chosen> {
  if ("filter" in alerts)
    return countChosen(db, alerts.filter, asOf) ?? (await countFound(db, alerts.filter, asOf));
  const last = [...lastEventSeqs(db, alerts.ids).values()];
  const matched = last.filter((seq) => seq <= asOf).length;
  return { matched, newer: last.length - matched };
}

async function countFound(db: Db, filter: AlertFilter, asOf: number): Promise<Chosen> {
  const counts = { matched: 0, newer: 0 };
  let after: number | null = null;
  do {
    const rows = chosenAlerts(db, filter, { after, limit: COUNT_STEP });
    for (const { lastEventSeq } of rows) counts[lastEventSeq <= asOf ? "matched" : "newer"]++;
    after = rows.length < COUNT_STEP ? null : (rows.at(-1)?.position ?? null);
    await setImmediate();
  } while (after !== null);
  return counts;
}
