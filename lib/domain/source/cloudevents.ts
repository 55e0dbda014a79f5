import type { SourceDescription } from "./source.ts";

export const cloudeventsDescription: SourceDescription = {
  label: "cloudevents",
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
