"use server";

import type { ActionResult } from "#lib/domain/action-result.ts";
import { actAs } from "#lib/web/action.ts";

/** Creates the first admin with the set-up link's token. Nobody is signed in at that point. */
export async function setUp(input: unknown): Promise<ActionResult<{ email: string }>> {
  return actAs({ kind: "nobody" }, "users.set-up", input);
}
