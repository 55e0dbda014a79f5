"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import type { Changed } from "#components/alerts/alert-actions.ts";
import type { ListedJob } from "#components/jobs/listed-job.ts";
import { type FoundOptions, OFFERED_MAX } from "#components/list/filter.ts";
import { alertFacetValues } from "#db/queries/alert-facets.ts";
import { readDb } from "#db/read.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { AlertFacet } from "#lib/domain/alert/list.ts";
import { act, lookUp, SIGNED_OUT } from "#lib/web/action.ts";
import { currentSession } from "#lib/web/auth/session.ts";
import { readJob } from "../jobs/read-jobs.ts";
import { choiceOf } from "./choice.ts";

/** Acknowledges, resolves or reopens an alert. Needs the right to operate. */
export async function changeStatus(alertId: unknown, change: unknown): Promise<ActionResult> {
  const result = await act("alerts.set-status", { alertId, change });
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: undefined };
}

/** The same for at most 200 alerts. Leaves out those that had an event after the page was read (`asOf`). */
export async function changeStatusOfMany(
  alertIds: unknown,
  asOf: unknown,
  change: unknown,
): Promise<ActionResult<Changed>> {
  return act("alerts.set-status-of-many", { alertIds, asOf, change });
}

const foundSchema = z.object({
  params: z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()),
  asOf: z.string(),
  change: z.record(z.string(), z.unknown()),
});

/**
 * The same by a job, for all alerts that the list finds under these search params. Leaves out those that came
 * or changed after the list was first read (`asOf`).
 */
export async function changeStatusOfFound(
  params: unknown,
  asOf: unknown,
  change: unknown,
): Promise<ActionResult<ListedJob>> {
  if ((await currentSession()) === null) return SIGNED_OUT;
  const parsed = foundSchema.safeParse({ params, asOf, change });
  if (!parsed.success) return { ok: false, message: "Reload the page and try again.", issues: [] };
  const { sourceName, ...filter } = choiceOf(parsed.data.params).filter;
  const input = {
    ...parsed.data.change,
    filter: { ...filter, source_name: sourceName },
    as_of: parsed.data.asOf,
  };
  const result = await act("alerts.set-status-by-job", input);
  return result.ok ? readJob(result.value.jobId) : result;
}

/** The categories that contain the typed text, for the filter. Needs the right to read. */
export async function findCategories(typed: unknown): Promise<ActionResult<FoundOptions>> {
  return lookUp("read", () => offersOf("category", String(typed)));
}

/** The same for sources. */
export async function findSources(typed: unknown): Promise<ActionResult<FoundOptions>> {
  return lookUp("read", () => offersOf("source_name", String(typed)));
}

async function offersOf(facet: AlertFacet, typed: string): Promise<FoundOptions> {
  const { values, more } = await alertFacetValues(readDb(), facet, { typed, limit: OFFERED_MAX });
  return { options: values.map((value) => ({ value, label: value })), more };
}
