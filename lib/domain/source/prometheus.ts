import type { SourceDescription } from "./source.ts";

export const prometheusDescription: SourceDescription = {
  label: "prometheus",
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
