import type { Metadata } from "next";
import { EditAccessRequests } from "#components/access-requests/edit-access-requests.tsx";
import type { Selectable } from "#components/access-requests/selection.ts";
import { UnheardNote } from "#components/access-requests/unheard-note.tsx";
import { ViewAccessRequests } from "#components/access-requests/view-access-requests.tsx";
import { byName } from "#components/list/choose.ts";
import { findAccessRequests } from "#db/queries/access-requests.ts";
import { listChannels } from "#db/queries/channel-list.ts";
import { talliesOfLastDay } from "#db/queries/tallies.ts";
import { newestUnheard } from "#db/queries/unheard-events.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import type { AccessRequestChannel, AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { setAccessRequests } from "./actions.ts";

export const metadata: Metadata = { title: "Access Requests" };

export default async function AccessRequestsPage() {
  const actor = actorOf(await requireSession());
  const channels = await selectable();
  const shown = {
    settings: byNameOf(channels, await findAccessRequests(readDb())),
    channels,
    note: <UnheardNote {...unheardOfLastDay()} />,
  };
  if (!may(actor, "manage")) return <ViewAccessRequests {...shown} />;
  return <EditAccessRequests {...shown} save={setAccessRequests} />;
}

/** The events that nobody was notified of: the number of each kind, and the newest. */
function unheardOfLastDay() {
  const [db, now] = [readDb(), Date.now()];
  const unheard = talliesOfLastDay(db, "access_event_unheard", now);
  return { unheard, newest: newestUnheard(db, [...unheard.keys()], now) };
}

async function selectable(): Promise<Selectable[]> {
  const channels = await listChannels(readDb());
  return channels.map(({ id, name, url, health }) => ({ id, name, url, health })).sort(byName);
}

/** The same settings, in the order of the channels. */
function byNameOf(channels: Selectable[], { channels: cards, ...rest }: AccessRequests): AccessRequests {
  const rank = new Map(channels.map(({ id }, index) => [id, index]));
  const rankOf = ({ channel_id }: AccessRequestChannel) => rank.get(channel_id) ?? 0;
  return { channels: cards.toSorted((a, b) => rankOf(a) - rankOf(b)), ...rest };
}
