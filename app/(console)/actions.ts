"use server";

import { redirect } from "next/navigation";
import { refuseForeignOrigin } from "#lib/action.ts";
import { endSession } from "#lib/auth/session.ts";

export async function signOut(): Promise<void> {
  await refuseForeignOrigin();
  await endSession();
  redirect("/login");
}
