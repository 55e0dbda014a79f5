import { redirect } from "next/navigation";
import { WEBHOOKS } from "#components/paths.ts";
import { requireSession } from "#lib/web/auth/session.ts";

/** The first of the settings. */
export default async function SettingsPage() {
  await requireSession();
  return redirect(WEBHOOKS);
}
