"use server";

import { refresh } from "next/cache";
import type { SettingsChange, ShownSettings } from "#components/sources/settings-values.ts";
import { shownSettings } from "#components/sources/shown-settings.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { act } from "#lib/web/action.ts";

/** Changes the settings of a sender's type. Needs the right to manage. */
export async function changeSourceType(
  type: string,
  change: SettingsChange,
): Promise<ActionResult<ShownSettings>> {
  const result = await act("sources.update", { id: type, changes: change });
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: shownSettings(result.value) };
}

/** Forgets a topic of Amazon SNS that waits to be confirmed. Needs the right to manage. */
export async function dismissSubscription(id: string): Promise<ActionResult> {
  const result = await act("sources.dismiss-subscription", { id });
  if (result.ok) refresh();
  return result;
}

/** Confirms the subscription of a topic of Amazon SNS. Needs the right to manage. */
export async function confirmSubscription(id: string): Promise<ActionResult> {
  const result = await act("sources.confirm-subscription", { id });
  if (!result.ok) return result;
  refresh();
  const { value } = result;
  return value.confirmed ? { ok: true, value: undefined } : { ok: false, message: value.message, issues: [] };
}
