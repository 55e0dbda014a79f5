import type { FormatDescription } from "./format.ts";

/** The media types that a template may make; the first is the default. */
export const TEMPLATE_CONTENT_TYPES = ["application/json", "text/plain"] as const;

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
      max: 20_000,
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
    { of: "Tags", at_most: "`if`, `unless`, `case`, `for`, `assign`, `capture`, `comment`, `raw`" },
    { of: "Filters", at_most: "`json`, `date`, `truncate`" },
  ],
  onClose: "It sends what the template makes of the closing event: look at `status`.",
  verifiedBy: { page: "LiquidJS, the Liquid language", href: "https://liquidjs.com" },
};
