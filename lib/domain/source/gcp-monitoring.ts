import type { SourceDescription } from "./source.ts";

export const gcpMonitoringDescription: SourceDescription = {
  label: "gcp-monitoring",
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
