import type { SourceDescription } from "./source.ts";

export const healthchecksDescription: SourceDescription = {
  label: "healthchecks",
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
