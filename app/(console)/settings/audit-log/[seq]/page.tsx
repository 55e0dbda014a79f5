import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangeFacts } from "#components/audit/change-facts.tsx";
import { WhatChanged } from "#components/audit/what-changed.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type AuditRow, auditRow } from "#db/queries/audit-walk.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actionInWords } from "#lib/domain/people/audit-words.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, currentSession, requireSession } from "#lib/web/auth/session.ts";
import { OnlyForAdmins } from "../only-for-admins.tsx";
import { thingHref } from "./thing-href.ts";

type Props = { params: Promise<{ seq: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const session = await currentSession();
  if (session === null || !may(actorOf(session), "manage")) return { title: "Audit Log" };
  const row = readRow((await params).seq);
  return { title: row === undefined ? "Audit row not found" : visibleText(actionInWords(row.action)) };
}

/** One row of the audit log: what changed, in words. Only admins read it. */
export default async function AuditRowPage({ params }: Props) {
  if (!may(actorOf(await requireSession()), "manage")) return <OnlyForAdmins />;
  const row = readRow((await params).seq);
  if (row === undefined) notFound();
  return (
    <div className="flex max-w-240 flex-col gap-5">
      <PageHeader title={actionInWords(row.action)} />
      <ChangeFacts change={row} thingHref={await thingHref(readDb(), row)} now={Date.now()} />
      <WhatChanged details={row.details} />
    </div>
  );
}

function readRow(seq: string): AuditRow | undefined {
  return /^[1-9]\d{0,14}$/.test(seq) ? auditRow(readDb(), Number(seq)) : undefined;
}
