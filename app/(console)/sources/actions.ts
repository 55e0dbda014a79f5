"use server";

import { refresh } from "next/cache";
import { shownOwnSource } from "#components/sources/own/shown-own-source.ts";
import type { DraftMapping, OwnValues, ShownOwnSource } from "#components/sources/own/values.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { SourceTrial } from "#lib/domain/source/own/trial.ts";
import { act, lookUp } from "#lib/web/action.ts";
import { trySource } from "#lib/web/show/source-trial.ts";

/** Makes a source of one's own. Returns its id. */
export async function createSource(values: unknown): Promise<ActionResult<string>> {
  const result = await act("sources.create", values);
  return result.ok ? { ok: true, value: result.value.id } : result;
}

/** Changes a source of one's own. Refuses an outdated `version`. */
export async function changeSource(
  id: string,
  changes: OwnValues & { version: number },
): Promise<ActionResult<ShownOwnSource>> {
  const result = await act("sources.update", { id, changes });
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: shownOwnSource(result.value) };
}

export async function deleteSource(id: string): Promise<ActionResult> {
  const result = await act("sources.delete", { id });
  return result.ok ? { ok: true, value: undefined } : result;
}

/** What a draft of the expressions makes of the last bodies. */
export async function tryExpressions(id: string, draft: DraftMapping): Promise<ActionResult<SourceTrial>> {
  const caught = await act("sources.show-caught", { id });
  if (!caught.ok) return caught;
  return lookUp("manage", () => trySource(id, draft, caught.value));
}
