"use server";

import { refresh } from "next/cache";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import { act } from "#lib/web/action.ts";

/** Saves all settings. Refuses an outdated `version`. */
export async function setAccessRequests(settings: unknown): Promise<ActionResult<AccessRequests>> {
  const result = await act("access-requests.set", settings);
  if (result.ok) refresh();
  return result;
}
