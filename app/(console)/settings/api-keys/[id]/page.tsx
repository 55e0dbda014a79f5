import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { KeyFacts } from "#components/api-keys/key-facts.tsx";
import { KeyHeader } from "#components/api-keys/key-header.tsx";
import { findApiKey } from "#db/queries/api-keys.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";
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
  const revoke = may(actorOf(session), "manage") ? { revoke: revokeApiKey } : {};
  return (
    <div className="flex max-w-180 flex-col gap-5">
      <KeyHeader apiKey={key} now={now} seen={seen} {...revoke} />
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
