import { redirect } from "next/navigation";
import { WEBHOOKS } from "#components/paths.ts";
import { requireSession } from "#lib/web/auth/session.ts";

/** The first kind of channel. */
export default async function NotificationChannelsPage() {
  await requireSession();
  return redirect(WEBHOOKS);
}
