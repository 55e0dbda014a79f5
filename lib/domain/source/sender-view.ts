/** Tocsin's own format, posted to /api/v1/alerts. */
export const NATIVE = "native";

/**
 * What one API key posts to one source. Times are in ms since 1970. Counts of the last 24 hours begin at a full
 * hour.
 */
export type SenderView = {
  /** A type, the id of a source of one's own, or `native`. */
  source: string;
  /** The name of a source of one's own; null for others, and for one that was deleted. */
  ownName: string | null;
  /** Empty for posts without a valid key. */
  apiKeyId: string;
  keyName: string | null;
  lastReceivedAt: number | null;
  /** The last alert that was received; null once it was removed. */
  lastAlert: { id: string; title: string } | null;
  lastRefusedAt: number | null;
  lastRefusal: { status: number; message: string } | null;
  alertsThisHour: number;
  alertsLastDay: number;
  refusedLastDay: number;
};

/** The alerts and the refused posts of one hour. `hour` is in hours since 1970. */
export type SenderHour = { hour: number; alerts: number; refused: number };

export const HOUR_MS = 3_600_000;
export const DAY_HOURS = 24;

/** The hour of a moment, in hours since 1970. */
export const hourOf = (moment: number): number => Math.floor(moment / HOUR_MS);

export const SENDER_STATES = ["sending", "refused", "quiet", "waiting"] as const;
export type SenderState = (typeof SENDER_STATES)[number];

/**
 * Whether it sends: `waiting` if it never has, `refused` if its newest post was, `quiet` after 24 hours without
 * a post.
 *
 * Example: received at 1, refused at 2, now 3 → "refused"
 */
export function senderState(
  { lastReceivedAt, lastRefusedAt }: Pick<SenderView, "lastReceivedAt" | "lastRefusedAt">,
  now: number,
): SenderState {
  if (lastReceivedAt === null && lastRefusedAt === null) return "waiting";
  const [received, refused] = [lastReceivedAt ?? 0, lastRefusedAt ?? 0];
  if (now - Math.max(received, refused) >= DAY_HOURS * HOUR_MS) return "quiet";
  return refused > received ? "refused" : "sending";
}
