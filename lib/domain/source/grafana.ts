import type { SourceDescription } from "./source.ts";

export const grafanaDescription: SourceDescription = {
  label: "grafana",
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
