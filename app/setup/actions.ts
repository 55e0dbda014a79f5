"use server";

import type { ActionResult } from "#lib/domain/action-result.ts";
import { actAs } from "#lib/web/action.ts";

/** Makes the first admin by the set-up link's token; nobody is signed in then. */
export async function setUp(input: unknown): Promise<ActionResult<{ email: string }>> {
  return actAs({ kind: "nobody" }, "users.set-up", input);
}
