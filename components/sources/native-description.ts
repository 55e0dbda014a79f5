import { curlExample } from "#components/api-keys/curl-example.ts";
import type { SourceDescription } from "#lib/domain/source/source.ts";

/** Tocsin's own format, described like the senders' formats. */
export const nativeDescription: SourceDescription = {
  label: "Tocsin's own format",
  summary: "Your own scripts and tools post alerts as JSON, one or up to 1,000 at a time.",
  credentials: "bearer",
  steps: [
    "Send a POST with the API key as Authorization: Bearer.",
    "Give each alert an alert_id of your own, so that a later post with the status Resolved ends it.",
  ],
  snippets: ({ baseUrl, key }) => [
    { label: "A first alert", language: "shell", text: curlExample(baseUrl, key) },
  ],
  settings: [],
  mapping: [],
  notes: ["Only alert_title is required, and only for an alert_id that is not known yet."],
  verifiedBy: null,
  sample: {
    headers: { "content-type": "application/json" },
    body: '{"alert_title":"Disk almost full","priority":"High"}',
  },
};
