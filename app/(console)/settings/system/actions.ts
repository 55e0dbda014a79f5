"use server";

import { setTimeout as pause } from "node:timers/promises";
import { revalidatePath } from "next/cache";
import type { DownloadInput } from "#components/system/system-actions.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { act, actWithCode, actWithPassword } from "#lib/web/action.ts";

/** Until then a refusal is known, and a small backup is made. */
const SOON_MS = 3_000;

/**
 * Begins a backup. Does not wait for a large one: the page shows how far it is, and what became of it. Needs the
 * right to manage.
 */
export async function backUpNow(): Promise<ActionResult<{ made: boolean }>> {
  const result = await Promise.race([act("backups.create", undefined), pause(SOON_MS, null)]);
  revalidatePath("/settings/system");
  if (result !== null && !result.ok) return result;
  return { ok: true, value: { made: result !== null } };
}

/** Lets the user download a backup once. Needs the right to manage. */
export async function allowDownload(input: DownloadInput): Promise<ActionResult<{ token: string }>> {
  const hasCode = typeof input === "object" && input !== null && "code" in input;
  return hasCode
    ? actWithCode("backups.allow-download", input)
    : actWithPassword("backups.allow-download", input);
}
