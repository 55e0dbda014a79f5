import type { SourceDescription } from "./source.ts";

export const alertmanagerDescription: SourceDescription = {
  label: "alertmanager",
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
