import type { FormatDescription } from "./format.ts";

const HOSTS = ["events.pagerduty.com", "events.eu.pagerduty.com"];

export const pagerdutyDescription: FormatDescription = {
  label: "PagerDuty",
  summary: "Opens, acknowledges and resolves a PagerDuty alert through the Events API v2.",
  fields: [
    {
      name: "routing_key",
      label: "Integration Key",
      help: "The Integration Key of the service's Events API v2 integration. It is sent in the body.",
      placeholder: "R0123456789ABCDEF0123456789ABCDE",
      kind: "secret",
      required: true,
      max: 100,
      fault: (value) =>
        value === value.trim()
          ? null
          : "Integration Key has a space or line break around it: paste it again without.",
    },
  ],
  urlSteps: [
    "In PagerDuty, open the service and its tab Integrations.",
    "Add an integration of the type Events API v2.",
    "Copy its Integration Key into the field below.",
    "Use the URL https://events.pagerduty.com/v2/enqueue, or https://events.eu.pagerduty.com/v2/enqueue in the EU service region.",
  ],
  urlHelp: {
    label: "Services and integrations",
    href: "https://support.pagerduty.com/main/docs/services-and-integrations",
  },
  urlPlaceholder: "https://events.pagerduty.com/v2/enqueue",
  ownUrl: ({ host, pathname }) => (HOSTS.includes(host) && pathname === "/v2/enqueue" ? [] : null),
  limits: [
    { of: "Summary", at_most: "1,024 characters" },
    { of: "`dedup_key`", at_most: "255 characters; a longer alert id is hashed" },
    { of: "The whole event", at_most: "512 KB" },
  ],
  onClose: "It resolves the PagerDuty alert that the first event opened: both carry the same `dedup_key`.",
  verifiedBy: {
    page: "PagerDuty, Send an Alert Event",
    href: "https://developer.pagerduty.com/docs/send-alert-event",
  },
};
