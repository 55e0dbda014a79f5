import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { addSourcePath } from "#components/paths.ts";
import { type DescribedType, describedType, descriptionOf } from "#components/sources/described.ts";
import { HoursChart } from "#components/sources/hours-chart.tsx";
import { listedSender } from "#components/sources/listed-sender.ts";
import { Mapping } from "#components/sources/mapping.tsx";
import { SendersTable } from "#components/sources/senders-table.tsx";
import { shownSettings } from "#components/sources/shown-settings.ts";
import { Subscriptions } from "#components/sources/subscriptions.tsx";
import { TypeSettings } from "#components/sources/type-settings.tsx";
import { ViewSettings } from "#components/sources/view-settings.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { sendersOf, sourceHours } from "#db/queries/senders-list.ts";
import { findSource } from "#db/queries/sources.ts";
import { listSubscriptions } from "#db/queries/subscriptions-list.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import type { SenderView } from "#lib/domain/source/sender-view.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { changeSourceType, confirmSubscription, dismissSubscription } from "../actions.ts";

type Props = { params: Promise<{ type: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireSession();
  return { title: descriptionOf(typeOf((await params).type)).label };
}

/** A sender's type: who sends in its format, its settings, and how it becomes alerts. */
export default async function SourceTypePage({ params }: Props) {
  const mayManage = may(actorOf(await requireSession()), "manage");
  const seen = changesMark();
  const type = typeOf((await params).type);
  const now = Date.now();
  const description = descriptionOf(type);
  const senders = await sendersOf(readDb(), type, now);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={description.label}
        description={`${description.summary}${mayManage ? "" : " Admins add senders and change the settings."}`}
        actions={
          <>
            <LiveRefresh
              seen={seen}
              watched={{ source: [type], "api-key": "all" }}
              summary={`${senders.length} senders shown.`}
            />
            {mayManage && <Add type={type} />}
          </>
        }
      />
      <Senders type={type} senders={senders} rights={{ now, mayManage }} />
      <div className="flex max-w-180 flex-col gap-5">
        {type === "aws-sns" && (
          <Section title="Topics">
            <Subscriptions
              subscriptions={await listSubscriptions(readDb())}
              decide={mayManage ? { confirm: confirmSubscription, dismiss: dismissSubscription } : undefined}
              now={now}
            />
          </Section>
        )}
        <Settings type={type} mayManage={mayManage} />
        <Mapping description={description} />
      </div>
    </div>
  );
}

/** Answers 404 if there is no such type. */
function typeOf(name: string): DescribedType {
  return describedType(name) ?? notFound();
}

function Add({ type }: { type: DescribedType }) {
  return (
    <ButtonLink href={addSourcePath(type)} variant="primary" icon={<Plus aria-hidden />}>
      Add
    </ButtonLink>
  );
}

type SendersProps = {
  type: DescribedType;
  senders: readonly SenderView[];
  rights: { now: number; mayManage: boolean };
};

async function Senders({ type, senders, rights }: SendersProps) {
  if (senders.length === 0)
    return (
      <p className="rounded-lg border bg-surface px-4 py-3 text-muted sm:px-5">Nothing has come in yet.</p>
    );
  return (
    <>
      <HoursChart hours={await sourceHours(readDb(), type, rights.now)} now={rights.now} />
      <SendersTable rows={senders.map((sender) => listedSender(sender, rights))} now={rights.now} />
    </>
  );
}

function Settings({ type, mayManage }: { type: DescribedType; mayManage: boolean }) {
  const { label, settings: has } = descriptionOf(type);
  const stored = findSource(readDb(), type);
  if (has.length === 0 || stored === undefined) return null;
  const settings = shownSettings(stored);
  if (!mayManage) return <ViewSettings has={has} settings={settings} />;
  return <TypeSettings type={type} label={label} has={has} settings={settings} change={changeSourceType} />;
}
