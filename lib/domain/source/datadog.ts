import type { SourceDescription } from "./source.ts";

export const datadogDescription: SourceDescription = {
  label: "datadog",
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
