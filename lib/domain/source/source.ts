/** The senders whose own formats Tocsin reads, in the order in which the page offers them. */
export const SOURCE_TYPES = [
  "prometheus",
  "alertmanager",
  "grafana",
  "uptime-kuma",
  "healthchecks",
  "sentry",
  "pagerduty",
  "cloudevents",
  "zabbix",
  "aws-sns",
  "datadog",
  "gcp-monitoring",
  "azure-monitor",
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** What a ready configuration is made from. */
export type ConfigurationFacts = {
  /** The public address of this installation, without a slash at its end. */
  baseUrl: string;
  /** The address to post to: `{baseUrl}/api/v1/in/{type}`. */
  url: string;
  /** The API key, or words that stand for it. */
  key: string;
};

/** A text to paste into the sender. */
export type Snippet = { label: string; language: "yaml" | "json" | "shell" | "text"; text: string };

/** A source as the page, the docs and the API describe it. */
export type SourceDescription = {
  label: string;
  /** One sentence: what it sends, and when. */
  summary: string;
  /** How the sender gives the key. */
  credentials: "bearer" | "basic" | "query" | "body";
  /** What to do in the sender, a sentence per step. */
  steps: readonly string[];
  /** The ready configuration. */
  snippets(facts: ConfigurationFacts): readonly Snippet[];
  /** Which of the settings it has. */
  settings: readonly ("repeats" | "ignore_labels" | "secret")[];
  /** How its fields become an alert's, for the page and the docs: the alert's field, and where it comes from. */
  mapping: readonly { field: string; from: string }[];
  /** What stays out or is limited, a sentence each. */
  notes: readonly string[];
  /** The sender's public page about its format; null if none was found: then the docs say unverified. */
  verifiedBy: { page: string; href: string } | null;
  /** A body as the sender posts it, and its headers beside Authorization. */
  sample: { headers: Readonly<Record<string, string>>; body: string };
};
