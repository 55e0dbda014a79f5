"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { act } from "#lib/web/action.ts";

const HOUR_MS = 3_600_000;

const wantedSchema = z.object({
  end: z.union([z.object({ hours: z.int().min(1).max(720) }), z.object({ until: z.string() })]),
  remark: z.string(),
});

/** Mutes one thing for some hours from now on, or until a time. Needs the right to operate. */
export async function createMute(thing: unknown, wanted: unknown): Promise<ActionResult> {
  const parsed = wantedSchema.safeParse(wanted);
  if (!parsed.success || typeof thing !== "object")
    return { ok: false, message: "Reload the page and try again.", issues: [] };
  const { end, remark } = parsed.data;
  const until = "until" in end ? end.until : new Date(Date.now() + end.hours * HOUR_MS).toISOString();
  return changed(await act("mutes.create", { ...thing, until, remark }));
}

/** Ends a mute before its time. Needs the right to operate. */
export async function endMute(id: unknown): Promise<ActionResult> {
  return changed(await act("mutes.end", { id }));
}

function changed(result: ActionResult<unknown>): ActionResult {
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: undefined };
}
