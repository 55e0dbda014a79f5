import type { SourceDescription } from "./source.ts";

export const azureMonitorDescription: SourceDescription = {
  label: "azure-monitor",
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
