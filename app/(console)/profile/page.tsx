import type { Metadata } from "next";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireSession } from "#lib/web/auth/session.ts";
import { SingleSignOnCard } from "./single-sign-on-card.tsx";

export const metadata: Metadata = { title: "Profile" };

type Props = { searchParams: Promise<{ "single-sign-on"?: string | string[] }> };

export default async function ProfilePage({ searchParams }: Props) {
  await requireSession();
  const { "single-sign-on": outcome } = await searchParams;
  return (
    <div className="flex max-w-180 flex-col gap-4">
      <PageHeader title="Profile" />
      <SingleSignOnCard outcome={typeof outcome === "string" ? outcome : undefined} />
    </div>
  );
}
