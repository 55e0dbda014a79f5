import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "#components/list/href.ts";
import { NoNewRules } from "#components/rules/no-new-rules.tsx";
import { StartPage } from "#components/rules/start-page.tsx";
import { START_TABS } from "#components/rules/starting-points.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";

export const metadata: Metadata = { title: "Rule Management" };

type Props = { params: Promise<{ tab: string }>; searchParams: Promise<SearchParams> };

export default async function RuleManagementPage({ params, searchParams }: Props) {
  const session = await requireSession();
  const { tab } = await params;
  const known = START_TABS.find(({ id }) => id === tab);
  if (known === undefined) notFound();
  if (!may(actorOf(session), "manage")) return <NoNewRules />;
  const { q } = await searchParams;
  return <StartPage tab={known.id} search={typeof q === "string" ? q : ""} />;
}
