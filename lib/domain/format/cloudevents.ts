import type { FormatDescription } from "./format.ts";

export const cloudeventsDescription: FormatDescription = {
  label: "CloudEvents 1.0",
  summary: "Sends a CloudEvent in structured mode, with the alert's 17 fields as its data.",
  fields: [],
  urlSteps: [
    "Take the address at which the receiver accepts CloudEvents as `application/cloudevents+json`, such as the URL of a Knative broker or an event grid topic.",
  ],
  urlHelp: { label: "CloudEvents", href: "https://cloudevents.io" },
  urlPlaceholder: "https://broker.example.com/default",
  ownUrl: () => null,
  limits: [
    {
      of: "The whole event",
      at_most: "64 KiB; `description` and `event_description` of a larger one are cut to 3,000 characters",
    },
  ],
  onClose:
    "It gets an event of the type `tocsin.alert.resolved` or `tocsin.alert.auto-resolved` with the same `subject`.",
  verifiedBy: {
    page: "CloudEvents 1.0.2, JSON event format",
    href: "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md",
  },
};
