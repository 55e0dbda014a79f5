import { z } from "zod";
import { readAccessRequests } from "#db/queries/access-requests.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type AccessRequestChannel, selectedEventsSchema } from "#lib/domain/rule/access-request-schema.ts";
import { changedChannels } from "#lib/engine/verbs/access-requests/changed-channels.ts";
import { storeAccessRequests } from "#lib/engine/verbs/access-requests/set.ts";
import { placeOf, type Refusals } from "./refusals.ts";
import { type ChannelIds, channelIdOf, memberOf, onlyOnce, type Preparing, type Work } from "./section.ts";

const entrySchema = z.strictObject(
  { channel: z.string({ error: "channel is required: its name." }), events: selectedEventsSchema },
  {
    error: ({ code }) =>
      code === "invalid_type" ? "An entry of access_requests has a channel and its events." : undefined,
  },
);

/** Reads and checks the section, which is stored as a whole. */
export function prepareAccessRequests(
  { context, actor, refusals }: Preparing,
  entries: readonly unknown[] | undefined,
  ids: ChannelIds,
): Work[] {
  if (entries === undefined) return [];
  const read = onlyOnce(
    refusals,
    entries.map((entry, index) => readEntry(refusals, entry, index, ids)),
    "channel",
  );
  const wanted = read.map(({ selected }) => selected);
  if (changedChannels(readAccessRequests(context.db).channels, wanted).length === 0) return [];
  return [{ place: "access_requests", store: (tx) => void storeAccessRequests(context, tx, actor, wanted) }];
}

type Read = { place: string; key: string; selected: AccessRequestChannel };

function readEntry(refusals: Refusals, entry: unknown, index: number, ids: ChannelIds): Read | undefined {
  const place = placeOf("access_requests", index, memberOf(entry, "channel"));
  return refusals.at(place, () => {
    const { channel, events } = parseOrRefuse(entrySchema, entry);
    const id = channelIdOf(ids, channel, "channel");
    // A channel whose entry is at fault has no id.
    return { place, key: id || place, selected: { channel_id: id, events } };
  });
}
