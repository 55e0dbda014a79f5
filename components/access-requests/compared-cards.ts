import type { ComparedField } from "#components/form/compare.ts";
import { ACCESS_REQUEST_EVENT_MEANS } from "#lib/domain/rule/access-request.ts";
import type { AccessRequestChannel } from "#lib/domain/rule/access-request-schema.ts";

type Cards = { channels: AccessRequestChannel[] };

/** The cards of all versions, for comparison. A card is compared as a whole, under its channel's id. */
export function cardFields(
  versions: readonly Cards[],
  channels: readonly { id: string; name: string }[],
): ComparedField<Cards>[] {
  const ids = new Set(versions.flatMap((cards) => cards.channels.map(({ channel_id }) => channel_id)));
  return [...ids].map((id) => ({
    name: id,
    label: channels.find((channel) => channel.id === id)?.name ?? "A deleted channel",
    of: (cards) => cardOf(cards, id)?.events.toSorted(),
    inWords: (cards) => eventsInWords(cardOf(cards, id)),
    put: (into, from) => ({ channels: withCardOf(into, id, from) }),
  }));
}

/** Replaces one channel's card by the card that `from` has for it, or removes it if `from` has none. */
export function withCardOf(cards: Cards, id: string, from: Cards): AccessRequestChannel[] {
  const card = cardOf(from, id);
  if (card === undefined) return cards.channels.filter(({ channel_id }) => channel_id !== id);
  if (cardOf(cards, id) === undefined) return [card, ...cards.channels];
  return cards.channels.map((one) => (one.channel_id === id ? card : one));
}

const cardOf = ({ channels }: Cards, id: string) => channels.find(({ channel_id }) => channel_id === id);

function eventsInWords(card: AccessRequestChannel | undefined): string {
  if (card === undefined) return "Not notified";
  return card.events.map((event) => ACCESS_REQUEST_EVENT_MEANS[event].name).join(", ") || "No event yet";
}
