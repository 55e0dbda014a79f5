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
