"use server";

import { redirect } from "next/navigation";
import { refuseForeignOrigin } from "#lib/web/action.ts";
import { endSession } from "#lib/web/auth/session.ts";

export async function signOut(): Promise<void> {
  await refuseForeignOrigin();
  await endSession();
  redirect("/login");
}
