/** The types of formats in which a channel can send, in the order in which the form offers them. */
export const FORMAT_TYPES = [
  "alert",
  "slack",
  "teams",
  "discord",
  "google_chat",
  "mattermost",
  "ntfy",
  "telegram",
  "pagerduty",
  "jira_automation",
  "jira_service_management",
  "servicenow",
  "cloudevents",
  "template",
] as const;
export type FormatType = (typeof FORMAT_TYPES)[number];

/** A channel's format as it is stored and may be shown. */
export type ChannelFormat = {
  type: FormatType;
  /** The values of the format's own fields by their name, without secret ones and empty ones. */
  fields: Readonly<Record<string, string>>;
  /** The names of the secret fields that are saved (`secretName.format`). */
  secrets: readonly string[];
};

export const ALERT_FORMAT: ChannelFormat = { type: "alert", fields: {}, secrets: [] };

/** Whether two formats send the same of the same event. */
export const isSameFormat = (a: ChannelFormat, b: ChannelFormat): boolean =>
  JSON.stringify([a.type, Object.entries(a.fields).sort()]) ===
  JSON.stringify([b.type, Object.entries(b.fields).sort()]);

/** One of a format's own fields. In the API it stands beside `type` under its name. */
export type FormatField = {
  name: string;
  label: string;
  /** One or two short sentences below the field. */
  help: string;
  placeholder?: string;
  /** `secret` is write-only; `code` is text of several lines; `choice` is one of `options`. */
  kind: "text" | "secret" | "code" | "choice";
  options?: readonly { value: string; label: string }[];
  required: boolean;
  /** In characters. */
  max: number;
  /** The header that the value is sent in, in lower case. The channel can't set it in another way then. */
  header?: string;
  /** What else is wrong with a value, as one sentence that says what to do; null if nothing is. */
  fault?(value: string): string | null;
};

/** The part of a receiver's URL that authenticates. It is protected by itself. */
export type SecretInUrl = {
  /** The text as it stands in the URL. */
  value: string;
  /** The Replacement Value that is proposed for it, such as SECRET. */
  replacement: string;
};

/** A format as the form, the docs and the API describe it. */
export type FormatDescription = {
  label: string;
  /** One sentence: what it sends, and where. */
  summary: string;
  fields: readonly FormatField[];
  /** How to get the URL at the receiver, as steps of one sentence each, and its own page about it. */
  urlSteps: readonly string[];
  urlHelp: { label: string; href: string } | null;
  urlPlaceholder: string;
  /**
   * Whether a URL is this receiver's own, and where its secret stands in it; null if it is another's. An empty
   * list: it is the receiver's, and nothing in it is secret.
   */
  ownUrl(url: URL): readonly SecretInUrl[] | null;
  /**
   * For receivers that run at any host: whether a URL of their shape is so surely theirs that the form may propose
   * the format. Left out: the host tells.
   */
  isLikelyOwn?(url: URL): boolean;
  /** The receiver's limits that bodies are cut to, for the docs. */
  limits: readonly { of: string; at_most: string }[];
  /** What the receiver does with the end of an alert, as one sentence. */
  onClose: string;
  /** The public page that names shape and limits; null if none was found: then the docs say unverified. */
  verifiedBy: { page: string; href: string } | null;
};
