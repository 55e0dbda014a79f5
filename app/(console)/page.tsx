import { redirect } from "next/navigation";
import { requireSession } from "#lib/web/auth/session.ts";

/** The start page is the first thing that an admin needs: the channels. */
export default async function StartPage(): Promise<never> {
  await requireSession();
  redirect("/settings/notification-channels/webhooks");
}
