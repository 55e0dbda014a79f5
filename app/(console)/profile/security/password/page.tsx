import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PROFILE_SECURITY } from "#components/paths.ts";
import { ChangePassword } from "#components/profile/change-password.tsx";
import { requireSession } from "#lib/web/auth/session.ts";
import { hasPasswordSignIn } from "#lib/web/auth/ways-in.ts";
import { changePassword } from "../../actions.ts";

export const metadata: Metadata = { title: "Change password" };

export default async function ChangePasswordPage() {
  const { user, hasPassword } = await requireSession();
  if (!hasPassword || !hasPasswordSignIn()) redirect(PROFILE_SECURITY);
  return <ChangePassword email={user.email} change={changePassword} />;
}
