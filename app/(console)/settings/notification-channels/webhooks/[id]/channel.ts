import { notFound } from "next/navigation";
import type { HeaderView, NoteProps } from "#components/channels/page/page-view.ts";
import { shownMute } from "#components/mutes/shown-mute.ts";
import { findChannel } from "#db/queries/channels.ts";
import { lastFailureOf } from "#db/queries/last-failure.ts";
import { liveMutesOf } from "#db/queries/mutes.ts";
import { countPending } from "#db/queries/waiting-deliveries.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, requireSession, type Session } from "#lib/web/auth/session.ts";
import { createMute, endMute } from "../../../../mutes/actions.ts";
import { changeChannel, testChannel, trustCertificate } from "../actions.ts";

export type ChannelParams = { params: Promise<{ id: string }> };

/** The data and actions for the header of each tab. Answers 404 if the webhook does not exist. */
export async function headerOf(id: string, session: Session): Promise<NoteProps> {
  const actor = actorOf(session);
  const now = Date.now();
  return {
    channel: await channelOf(id, now),
    rights: { mayManage: may(actor, "manage"), mayOperate: may(actor, "operate") },
    actions: { change: changeChannel, test: testChannel, trust: trustCertificate, mute: createMute, endMute },
    now,
  };
}

async function channelOf(id: string, now: number): Promise<HeaderView> {
  const db = readDb();
  const channel = await findChannel(db, id);
  if (channel === null) notFound();
  return {
    ...channel,
    pendingDeliveries: await countPending(db, id),
    lastFailure: lastFailureOf(db, id),
    mutes: liveMutesOf(db, "channel", id, now).map(shownMute),
  };
}

/** A tab's title in the browser: "Jira", "Deliveries · Jira". */
export async function titleOf(params: ChannelParams["params"], tab?: string): Promise<string> {
  await requireSession();
  const channel = await findChannel(readDb(), (await params).id);
  if (channel === null) return "Webhook not found";
  return visibleText(tab === undefined ? channel.name : `${tab} · ${channel.name}`);
}
