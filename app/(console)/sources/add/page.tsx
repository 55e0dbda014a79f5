import { Rss } from "lucide-react";
import type { Metadata } from "next";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { ADD_SOURCE, SOURCES } from "#components/paths.ts";
import { AddSource } from "#components/sources/add-source.tsx";
import { ChooseType } from "#components/sources/choose-type.tsx";
import { type DescribedType, describedType, descriptionOf } from "#components/sources/described.ts";
import { freeName } from "#components/sources/free-name.ts";
import { PLACEHOLDER_KEY } from "#components/sources/placeholder-key.ts";
import { GoodToKnow, Steps } from "#components/sources/steps.tsx";
import { Subscriptions } from "#components/sources/subscriptions.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listApiKeys } from "#db/queries/api-keys.ts";
import { sendersOf } from "#db/queries/senders-list.ts";
import { listSubscriptions } from "#db/queries/subscriptions-list.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { apiKeyState } from "#lib/domain/people/api-key.ts";
import { ownAddress } from "#lib/web/auth/own-address.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { createApiKey } from "../../settings/api-keys/actions.ts";
import { confirmSubscription, dismissSubscription } from "../types/actions.ts";

export const metadata: Metadata = { title: "Add source" };

/** The choice of a type; with `?type=grafana` its ready configuration. */
export default async function AddSourcePage({ searchParams }: { searchParams: Promise<{ type?: unknown }> }) {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return <OnlyForAdmins />;
  const type = describedType((await searchParams).type);
  return type === undefined ? <ChooseType /> : <AddType type={type} />;
}

async function AddType({ type }: { type: DescribedType }) {
  const seen = changesMark();
  const now = Date.now();
  const heard = await sendersOf(readDb(), type, now);
  const active = (await listApiKeys(readDb(), now)).filter((key) => apiKeyState(key, now) === "active");
  const description = descriptionOf(type);
  const { label, summary } = description;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={`Add ${label}`}
        description={summary}
        actions={
          <>
            <LiveRefresh seen={seen} watched={{ source: [type] }} summary="" />
            <ButtonLink href={ADD_SOURCE}>Choose another</ButtonLink>
          </>
        }
      />
      <AddSource
        label={label}
        keyOptions={{
          keys: active.filter(isForIngestOnly).map(({ id, name }) => ({ id, name })),
          suggestedName: freeName(
            label,
            active.map(({ name }) => name),
          ),
          create: createApiKey,
        }}
        snippets={description.snippets(factsOf(type, await ownAddress()))}
        steps={<Steps description={description} />}
        notes={<GoodToKnow type={type} description={description} />}
        confirm={type === "aws-sns" && <Topics now={now} />}
        heard={heard}
        now={now}
      />
    </div>
  );
}

async function Topics({ now }: { now: number }) {
  const subscriptions = await listSubscriptions(readDb());
  const decide = { confirm: confirmSubscription, dismiss: dismissSubscription };
  return <Subscriptions subscriptions={subscriptions} decide={decide} now={now} />;
}

const isForIngestOnly = ({ scopes }: { scopes: readonly string[] }): boolean =>
  scopes.every((scope) => scope === "ingest");

const factsOf = (type: DescribedType, baseUrl: string) => ({
  baseUrl,
  url: `${baseUrl}/api/v1/in/${type}`,
  key: PLACEHOLDER_KEY,
});

function OnlyForAdmins() {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Add source" />
      <EmptyState icon={<Rss />} action={<ButtonLink href={SOURCES}>Show sources</ButtonLink>}>
        Only admins add sources: ask one of them.
      </EmptyState>
    </div>
  );
}
