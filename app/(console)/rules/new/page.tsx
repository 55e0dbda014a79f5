import { redirect } from "next/navigation";
import { NEW_RULE } from "#components/paths.ts";
import { START_TABS } from "#components/rules/starting-points.ts";
import { requireSession } from "#lib/web/auth/session.ts";

/** The first tab of the starting points. */
export default async function NewRulePage() {
  await requireSession();
  return redirect(`${NEW_RULE}/${START_TABS[0].id}`);
}
