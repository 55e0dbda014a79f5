import type { SourceDescription } from "./source.ts";

export const pagerdutyDescription: SourceDescription = {
  label: "pagerduty",
  summary: "",
  credentials: "bearer",
  steps: [],
  snippets: () => [],
  settings: [],
  mapping: [],
  notes: [],
  verifiedBy: null,
  sample: { headers: {}, body: "" },
};
