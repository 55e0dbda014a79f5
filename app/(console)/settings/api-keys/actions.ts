"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { NewApiKeyInput } from "#lib/domain/people/api-key-schema.ts";
import { act } from "#lib/web/action.ts";

/** Creates an API key. Returns it for the only time. Needs the right to manage. */
export async function createApiKey(
  input: NewApiKeyInput,
): Promise<ActionResult<{ id: string; name: string; key: string }>> {
  const result = await act("api-keys.create", input);
  revalidatePath("/settings/api-keys");
  return result;
}

/** Turns on all API keys that are off since a restore. Needs the right to manage. */
export async function turnOnApiKeys(): Promise<ActionResult<number>> {
  const result = await act("api-keys.turn-on", null);
  revalidatePath("/settings/api-keys");
  return result.ok ? { ok: true, value: result.value.keys } : result;
}

/** Revokes an API key at once. Needs the right to manage. */
export async function revokeApiKey(id: string): Promise<ActionResult<{ id: string; name: string }>> {
  const result = await act("api-keys.revoke", { id });
  revalidatePath("/settings/api-keys");
  return result;
}
