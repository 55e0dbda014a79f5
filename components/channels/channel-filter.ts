import { type Filter, type FindOptions, type FoundOptions, OFFERED_MAX } from "#components/list/filter.ts";

type Named = { id: string; name: string };

/** A filter by channel. A deleted channel stays chosen, without its name. */
export function channelFilter(
  channels: readonly Named[],
  chosen: string | undefined,
  find: FindOptions,
): Filter {
  const many = channels.length > OFFERED_MAX;
  const offered = many ? channels.filter(({ id }) => id === chosen) : channels;
  const options = offered.map(toOption);
  const known = !chosen || channels.some(({ id }) => id === chosen);
  return {
    param: "channel_id",
    label: "Channel",
    options: known ? options : [...options, { value: chosen, label: "Deleted channel" }],
    find: many ? find : undefined,
  };
}

/** The first channels whose name contains the typed text, ignoring case. */
export function channelsFound(channels: readonly Named[], typed: string): FoundOptions {
  const wanted = typed.trim().toLowerCase();
  const found = channels.filter(({ name }) => name.toLowerCase().includes(wanted));
  return { options: found.slice(0, OFFERED_MAX).map(toOption), more: found.length > OFFERED_MAX };
}

const toOption = ({ id, name }: Named) => ({ value: id, label: name });
