import type { Arrival, Ledger, MadeEvent, Post } from "./ledger.ts";

/**
 * What the delivery promises and the ledger shows to be broken, a sentence each: at least once, all or nothing,
 * one webhook-id and the same bytes for an event, in order per alert and channel.
 */
export function violations(ledger: Ledger): string[] {
  const events = byEvent(ledger.arrivals);
  return [
    ...ledger.posts.flatMap((post) => brokenPost(post, ledger.channels, events)),
    ...[...events].flatMap(([event, arrivals]) => changedEvent(event, arrivals)),
    ...strangers(ledger, events),
    ...disorder(ledger.arrivals),
    ...tooManyRepeats(ledger),
  ];
}

type ByEvent = Map<string, Arrival[]>;

const nameOf = ({ alertId, number }: MadeEvent): string => `${alertId}#${number}`;

function byEvent(arrivals: readonly Arrival[]): ByEvent {
  return Map.groupBy(arrivals, nameOf);
}

/** Answered: each event at each channel. Not answered: all of it everywhere, or none anywhere. */
function brokenPost(post: Post, channels: readonly string[], events: ByEvent): string[] {
  const missing = post.events.flatMap((event) => missingAt(event, channels, events));
  const nothingCame = missing.length === post.events.length * channels.length;
  if (post.fate === "answered")
    return [
      ...missing.map((one) => `lost: ${one} was answered 202 and never delivered`),
      ...otherIds(post, events),
    ];
  if (nothingCame) return [];
  if (post.fate === "refused")
    return [`refused, but stored: a post of ${post.events.map(nameOf).join(", ")}`];
  return missing.length === 0 ? [] : [`half a post: ${missing.join(", ")} missing`];
}

function missingAt(event: MadeEvent, channels: readonly string[], events: ByEvent): string[] {
  const taken = (events.get(nameOf(event)) ?? []).filter((one) => one.taken);
  const reached = new Set(taken.map(({ channel }) => channel));
  return channels
    .filter((channel) => !reached.has(channel))
    .map((channel) => `${nameOf(event)} at ${channel}`);
}

/** The webhook-id is the event_id that the post was answered with. */
function otherIds(post: Extract<Post, { fate: "answered" }>, events: ByEvent): string[] {
  return post.events.flatMap((event, index) => {
    const given = post.eventIds[index];
    const other = events.get(nameOf(event))?.find(({ webhookId }) => webhookId !== given);
    return other === undefined
      ? []
      : [`${nameOf(event)} was answered as ${given} and sent as ${other.webhookId}`];
  });
}

function changedEvent(event: string, arrivals: Arrival[]): string[] {
  const ids = new Set(arrivals.map(({ webhookId }) => webhookId));
  const bodies = new Set(arrivals.map(({ body }) => body));
  return [
    ...(ids.size > 1 ? [`stored twice: ${event} came as ${[...ids].join(" and ")}`] : []),
    ...(bodies.size > 1 ? [`changed: ${event} came with ${bodies.size} different bodies`] : []),
  ];
}

function strangers({ posts }: Ledger, events: ByEvent): string[] {
  const made = new Set(posts.flatMap((post) => post.events.map(nameOf)));
  return [...events.keys()].filter((event) => !made.has(event)).map((event) => `nobody posted ${event}`);
}

/**
 * An event is sent only when the one before it was taken, and never again once a later one was sent. With that
 * no first arrival can come before that of an earlier event.
 */
function disorder(arrivals: readonly Arrival[]): string[] {
  const found: string[] = [];
  const lines = Map.groupBy(arrivals, ({ channel, alertId }) => `${alertId} at ${channel}`);
  for (const [line, inOrder] of lines) {
    let last: Arrival | undefined;
    let lastTaken = true;
    for (const one of inOrder) {
      const next = last === undefined || one.number > last.number;
      if (last !== undefined && one.number < last.number)
        found.push(`inversion: ${one.number} of ${line} came after ${last.number}`);
      if (next && !lastTaken)
        found.push(`overtaken: ${one.number} of ${line} came before ${last?.number} was taken`);
      lastTaken = one.taken || (!next && lastTaken);
      last = one;
    }
  }
  return found;
}

function tooManyRepeats({ arrivals, repeatsAllowed }: Ledger): string[] {
  const taken = arrivals.filter((one) => one.taken).map((one) => `${nameOf(one)} at ${one.channel}`);
  const repeats = taken.length - new Set(taken).size;
  if (repeats <= repeatsAllowed) return [];
  return [
    `flood: ${repeats} requests were repeated although they were taken; ${repeatsAllowed} were in flight`,
  ];
}
