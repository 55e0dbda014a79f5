import type { Metadata } from "next";
import { CreateOwnSource } from "#components/sources/own/create-own-source.tsx";
import { OnlyForAdmins } from "#components/sources/own/only-for-admins.tsx";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { createSource } from "../actions.ts";

export const metadata: Metadata = { title: "Any JSON" };

export default async function NewSourcePage() {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return <OnlyForAdmins />;
  return <CreateOwnSource create={createSource} />;
}
