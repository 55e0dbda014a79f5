import { type AlertStatus, MAX_ALERTS_PER_POST, type Priority } from "#lib/domain/alert/alert.ts";
import type { SourceSettings } from "#lib/domain/source/settings.ts";

/** A post in a sender's own format, as it came in. */
export type SenderPost = {
  text: string;
  /** In lower case, without parameters. */
  mediaType: string;
  /** A header's value by its lower-case name; null if it is absent. */
  header(name: string): string | null;
  /** All headers by their lower-case names, without the API key. */
  headers(): Readonly<Record<string, string>>;
};

export type SenderContext = {
  /** The key's namespace, part of each alert's id. */
  namespace: string;
  /** Ms since 1970. */
  receivedAt: number;
  settings: SourceSettings;
  /** The secret by which signatures are checked; null if none is set. */
  secret: string | null;
};

/** An alert as a sender describes it. Texts may be too long: `toPost` cuts them. Absent is the same as null. */
export type MappedAlert = {
  /** The sender's own identity of the alert; null or empty if the body has none: then title and source count. */
  identity: string | null;
  /** Null if the body has none, as PagerDuty's resolve: the stored title stays. */
  title: string | null;
  /** Left out while it fires: an alert that is Acknowledged stays so. */
  status?: Extract<AlertStatus, "Acknowledged" | "Resolved"> | null;
  priority?: Priority | null;
  category?: string | null;
  description?: string | null;
  di_event?: string | null;
  event_description?: string | null;
  initiated_by?: string | null;
  source_id?: string | null;
  source_name?: string | null;
  source_type?: string | null;
  source_url?: string | null;
  /** RFC 3339; what can't be read as a time counts as absent. */
  occurred_at?: string | null;
  update_at?: string | null;
  /** The original, which `toPost` cuts to 16 KiB. It holds nothing that authenticates or acts. */
  details: unknown;
  /** When it ends unless it is sent again, ms since 1970. */
  endsAt?: number | null;
  /** The sender's test message. */
  test?: boolean;
};

/** One post has more alerts than Tocsin takes at once: answered with 413. */
export class TooManyAlerts extends Error {
  constructor(count: number) {
    super(
      `One post takes at most ${MAX_ALERTS_PER_POST.toLocaleString("en")} alerts; this one has ${count}: let the sender send fewer at once.`,
    );
  }
}

/** What a post says: alerts (none if it only tells of something else), or that a topic of Amazon SNS wants to be confirmed. */
export type Mapped =
  | { kind: "alerts"; alerts: readonly MappedAlert[] }
  | { kind: "subscription"; topicArn: string; subscribeUrl: string };

/** A format of another program. */
export type SenderFormat = {
  /** The media types that it reads, in lower case; null for any. */
  mediaTypes: readonly string[] | null;
  /** The answer to another media type: one sentence that names those above. */
  wrongMediaType: string;
  /** The paths below `/api/v1/in/{type}` that it takes; "" is that address itself. */
  paths: readonly string[];
  /** The status of the answer if the sender wants another than 202, and the body made of ours. */
  answer?: { status: number; body?(ours: string): string };
  /** True if the sender keeps its credentials to itself until a 401 asks for them: its first post then is no refusal. */
  waitsForChallenge?: boolean;
  /** The API key if the sender puts it into the body; null if there is none. */
  keyIn?(text: string): string | null;
  /**
   * Reads a post. Throws MalformedBody if the text is not of its syntax, AppError `invalid` if it isn't of this
   * type: what is missing; AppError `unauthenticated` if its signature is wrong.
   */
  map(post: SenderPost, context: SenderContext): Mapped;
};
