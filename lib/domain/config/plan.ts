import type { ConfigDocument } from "./document.ts";

export type ConfigSection = keyof ConfigDocument;

/** A member that a change gives another value. Secrets are told as a document writes them. */
export type ConfigMember = { path: string; from: unknown; to: unknown };

/** What applying a document would do with one thing. */
export type ConfigChange = {
  section: ConfigSection;
  act: "create" | "change" | "delete";
  /** The thing's name, or the user's email. */
  name: string;
  /** For a change: what differs. For a new thing: what it is about. For a deleted one: nothing. */
  members: ConfigMember[];
  /** For a channel that is enabled or deleted, if there is something to tell. */
  effect?: ChannelEffect;
};

/** What comes with enabling or deleting a channel. */
export type ChannelEffect = {
  /** The deliveries that wait: they are sent, or cancelled. */
  waiting: number;
  /** Why Tocsin had disabled the channel that is enabled, if it did. */
  disabledReason: string | null;
};

/** An event of the last 1,000 that the changed configuration would send elsewhere. */
export type MovedEvent = {
  eventId: string;
  alertId: string;
  alertTitle: string;
  /** ms since 1970 */
  receivedAt: number;
  /** The names of the channels that would get it besides those of now, and that would no longer. */
  gains: string[];
  loses: string[];
};

/** What applying a document would do. */
export type ConfigPlan = {
  /** Of all that a document describes, as it stands now: `apply` refuses another one. */
  version: string;
  changes: ConfigChange[];
  /** The back-test, newest first. */
  backTest: { tested: number; moved: MovedEvent[] };
};

/** What applying a document did. */
export type AppliedConfig = {
  changes: ConfigChange[];
  /** The signing secrets of the channels made: shown only here. */
  signingSecrets: { channel: string; secret: string }[];
  /** The links for the users made; a path where there is no BASE_URL. */
  invites: { email: string; link: string }[];
};
