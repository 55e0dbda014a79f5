import type { Metadata } from "next";
import { EditProfile } from "#components/profile/edit-profile.tsx";
import { requireSession } from "#lib/web/auth/session.ts";
import { saveProfile } from "./actions.ts";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { user } = await requireSession();
  const { email, role, name, timeZone } = user;
  return <EditProfile user={{ email, role, name, timeZone }} save={saveProfile} />;
}
