import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { KeyFacts } from "#components/api-keys/key-facts.tsx";
import { KeyState } from "#components/api-keys/key-state.tsx";
import { RevokeButton } from "#components/api-keys/revoke-button.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { findApiKey } from "#db/queries/api-keys.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { type ApiKeyView, apiKeyState } from "#lib/domain/people/api-key.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { revokeApiKey } from "../actions.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireSession();
  return { title: visibleText((await keyOf((await params).id)).name) };
}

export default async function ApiKeyPage({ params }: Props) {
  const session = await requireSession();
  const seen = changesMark();
  const key = await keyOf((await params).id);
  const now = Date.now();
  const state = apiKeyState(key, now);
  const mayManage = may(actorOf(session), "manage");
  return (
    <div className="flex max-w-180 flex-col gap-5">
      <PageHeader
        title={key.name}
        status={<KeyState state={state} />}
        description={mayManage ? undefined : "You can look at this key; an admin can revoke it."}
        actions={
          <>
            <LiveRefresh seen={seen} watched={{ "api-key": [key.id] }} summary={`API key, ${state}.`} />
            {mayManage && state === "active" && <RevokeButton apiKey={key} revoke={revokeApiKey} />}
          </>
        }
      />
      <KeyFacts apiKey={key} now={now} />
    </div>
  );
}

/** Answers 404 if the key does not exist. */
const keyOf = cache(async (id: string): Promise<ApiKeyView> => {
  const found = await findApiKey(readDb(), id);
  if (found === null) notFound();
  return found;
});
