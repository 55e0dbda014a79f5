import { PAYLOAD_KEYS } from "#lib/domain/alert/alert.ts";
import type { FormatDescription } from "./format.ts";

/** The media types that a template may make; the first is the default. */
export const TEMPLATE_CONTENT_TYPES = ["application/json", "text/plain"] as const;

/** What a template may name; of an event without details, `details` is nil. */
export const TEMPLATE_VARIABLES = [
  ...PAYLOAD_KEYS,
  "details",
  "event_id",
  "channel_name",
  "base_url",
] as const;

export const TEMPLATE_TAGS = ["if", "unless", "case", "for", "assign", "capture", "comment", "raw"] as const;

export const TEMPLATE_FILTERS = ["json", "date", "truncate"] as const;
export type TemplateFilter = (typeof TEMPLATE_FILTERS)[number];

/** In order of appearance: what no template may exceed. */
export const TEMPLATE_LIMITS = {
  characters: 20_000,
  bytes: 64 * 1_024,
  turns: 1_000,
  steps: 10_000,
} as const;

const names = (all: readonly string[]): string => all.map((name) => `\`${name}\``).join(", ");

export const templateDescription: FormatDescription = {
  label: "Template",
  summary: "Sends what a Liquid template of your own makes of each event.",
  fields: [
    {
      name: "template",
      label: "Template",
      help: "Liquid over the alert's fields, details, event_id, channel_name and base_url.",
      placeholder: '{"text": "{{ alert_title }} is {{ status }}"}',
      kind: "code",
      required: true,
      max: TEMPLATE_LIMITS.characters,
    },
    {
      name: "content_type",
      label: "Content Type",
      help: "JSON escapes each output and must parse; plain text is sent as it is.",
      kind: "choice",
      options: [
        { value: TEMPLATE_CONTENT_TYPES[0], label: "JSON (application/json)" },
        { value: TEMPLATE_CONTENT_TYPES[1], label: "Plain text (text/plain)" },
      ],
      required: false,
      max: 100,
    },
  ],
  urlSteps: ["Take the address at which the receiver accepts the POST that the template makes."],
  urlHelp: { label: "The Liquid language", href: "https://shopify.github.io/liquid/" },
  urlPlaceholder: "https://alerts.example.com/hook",
  ownUrl: () => null,
  limits: [
    { of: "Template", at_most: "20,000 characters" },
    { of: "Output, and each captured text", at_most: "64 KiB" },
    { of: "Loops", at_most: "1,000 turns in all" },
    { of: "Work", at_most: "10,000 steps, about 10 ms; long texts count for more than one" },
    {
      of: "An output of a JSON template",
      at_most: "escaped for use between quotation marks, unless its last filter is `json`",
    },
    { of: "Variables", at_most: names(TEMPLATE_VARIABLES) },
    { of: "Tags", at_most: names(TEMPLATE_TAGS) },
    { of: "Filters", at_most: names(TEMPLATE_FILTERS) },
  ],
  onClose: "It sends what the template makes of the closing event: look at `status`.",
  verifiedBy: { page: "LiquidJS, the Liquid language", href: "https://liquidjs.com" },
};
