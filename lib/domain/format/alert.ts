import type { FormatDescription } from "./format.ts";

export const alertDescription: FormatDescription = {
  label: "Alert (17 fields)",
  summary: "Tocsin's own format: one JSON object with exactly 17 keys, `null` where a value is unknown.",
  fields: [],
  urlSteps: ["Take the address at which the receiver accepts a JSON POST."],
  urlHelp: null,
  urlPlaceholder: "https://alerts.example.com/hook",
  ownUrl: () => null,
  limits: [
    { of: "Title, names and ids", at_most: "200 characters" },
    { of: "`description` and `event_description`", at_most: "10,000 characters" },
  ],
  onClose: "It gets the closing event with `status` Resolved or Auto-Resolved and the same `alert_id`.",
  verifiedBy: { page: "Standard Webhooks 1.0.0", href: "https://www.standardwebhooks.com" },
};
