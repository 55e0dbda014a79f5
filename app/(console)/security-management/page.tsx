import { redirect } from "next/navigation";
import { ACCESS_REQUESTS } from "#components/paths.ts";
import { requireSession } from "#lib/web/auth/session.ts";

/** The only page of its section. */
export default async function SecurityManagementPage() {
  await requireSession();
  return redirect(ACCESS_REQUESTS);
}
