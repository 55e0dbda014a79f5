"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import type { Changed } from "#components/alerts/alert-actions.ts";
import { listAlerts } from "#db/queries/alert-list.ts";
import { readDb } from "#db/read.ts";
import { act, SIGNED_OUT } from "#lib/action.ts";
import { currentSession } from "#lib/auth/session.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { MAX_ALERTS_PER_CHANGE } from "#lib/domain/alert-status.ts";
import { choiceOf } from "./(list)/choice.ts";

/** Acknowledges, resolves or reopens an alert. Needs the right to operate. */
export async function changeStatus(alertId: unknown, change: unknown): Promise<ActionResult> {
  const result = await act("alerts.set-status", { alertId, change });
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: undefined };
}

/** The same for at most 200 alerts at once; those whose status does not allow it are skipped. */
export async function changeStatusOfMany(alertIds: unknown, change: unknown): Promise<ActionResult<Changed>> {
  return act("alerts.set-status-of-many", { alertIds, change });
}

const foundSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional());

/**
 * The same for the next 200 alerts that the list finds under these search params (their `cursor` is where to go on),
 * the newest first. An alert that is changed moves to the list's beginning, where the cursor has been already.
 */
export async function changeStatusOfFound(
  asked: unknown,
  change: unknown,
): Promise<ActionResult<Changed & { nextCursor: string | null }>> {
  if ((await currentSession()) === null) return SIGNED_OUT;
  const parsed = foundSchema.safeParse(asked);
  if (!parsed.success) return { ok: false, message: "Reload the page and try again.", issues: [] };
  const { filter, cursor } = choiceOf(parsed.data);
  const found = await listAlerts(readDb(), { ...filter, cursor, limit: MAX_ALERTS_PER_CHANGE });
  const alertIds = found.data.map(({ alertId }) => alertId);
  const result = await act("alerts.set-status-of-many", { alertIds, change });
  return result.ok ? { ok: true, value: { ...result.value, nextCursor: found.nextCursor } } : result;
}
