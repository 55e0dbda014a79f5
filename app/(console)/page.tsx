import { redirect } from "next/navigation";
import { requireSession } from "#lib/web/auth/session.ts";

/** The start page opens the channels, which an admin needs first. */
export default async function StartPage(): Promise<never> {
  await requireSession();
  redirect("/settings/notification-channels/webhooks");
}
