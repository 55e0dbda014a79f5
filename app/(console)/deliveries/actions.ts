"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { act } from "#lib/web/action.ts";

/** Sends an ended delivery again. Needs the right to operate. */
export async function redeliver(id: string): Promise<ActionResult<{ id: string }>> {
  const result = await act("deliveries.redeliver", { id });
  revalidatePath("/deliveries", "layout");
  return result;
}
