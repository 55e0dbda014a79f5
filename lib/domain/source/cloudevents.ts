import type { SourceDescription } from "./source.ts";

const EVENT = {
  specversion: "1.0",
  id: "A234-1234-1234",
  source: "/sensors/tn-1234567/alerts",
  type: "com.example.alarm.raised",
  subject: "pump-3",
  time: "2026-11-28T17:31:00Z",
  datacontenttype: "application/json",
  data: { level: 3, text: "Pressure high" },
};

export const cloudeventsDescription: SourceDescription = {
  label: "CloudEvents",
  summary: "Any program that sends CloudEvents 1.0 over HTTP: structured, batched or binary.",
  credentials: "bearer",
  steps: [
    "Set the sink of the program to this address, and let it send the header Authorization.",
    "A program that asks for permission first (OPTIONS, as Azure Event Grid does) gets it without a key.",
  ],
  snippets: ({ url, key }) => [{ label: "curl", language: "shell", text: curl(url, key) }],
  settings: [],
  mapping: [
    { field: "alert_id", from: "source and id" },
    { field: "alert_title", from: "type and subject" },
    { field: "description", from: "data.message, data.description, data.text, or data itself if it is text" },
    { field: "status", from: "none: Open" },
    { field: "priority", from: "the severity extension: severitytext, else severitynumber" },
    { field: "category", from: "type" },
    { field: "source_id", from: "subject" },
    { field: "source_name", from: "source" },
    { field: "source_url", from: "source, if it is an address" },
    { field: "occurred_at", from: "time" },
  ],
  notes: [
    "Each event is an alert of its own, because CloudEvents doesn't say what ends it: a person does, or a source of your own by an expression.",
    "An event that is sent again (same source and id) only moves occurrences and last seen.",
    "In the binary mode, extension attributes other than the severity's are not kept.",
  ],
  verifiedBy: {
    page: "CloudEvents 1.0.2: HTTP protocol binding, and JSON event format",
    href: "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md",
  },
  sample: { headers: { "content-type": "application/cloudevents+json" }, body: JSON.stringify(EVENT) },
};

const curl = (url: string, key: string): string => `curl ${url} \\
  -H 'Authorization: Bearer ${key}' \\
  -H 'Content-Type: application/cloudevents+json' \\
  -d '${JSON.stringify(EVENT)}'
`;
