/** One event as the load made it: `number` counts the events of its alert from 1, in the order of their posts. */
export type MadeEvent = { alertId: string; number: number };

/**
 * What became of a post. "unknown": the connection broke before the answer, so it is stored or it is not;
 * "refused": it was answered 503.
 */
export type Post = { events: MadeEvent[] } & (
  | { fate: "answered"; eventIds: string[] }
  | { fate: "unknown" | "refused" }
);

/** One request at the receiver, in the order of their last bytes. */
export type Arrival = MadeEvent & {
  channel: string;
  webhookId: string;
  /** A hash of the exact bytes. */
  body: string;
  /** Whether the receiver means to answer 2xx. */
  taken: boolean;
};

/** Everything that is known outside of Tocsin once it says that nothing is pending. */
export type Ledger = {
  channels: readonly string[];
  posts: readonly Post[];
  arrivals: readonly Arrival[];
  /** How many requests that were taken may have come again: what was in flight at the kills. */
  repeatsAllowed: number;
};
