import type { SourceDescription } from "./source.ts";

export const awsSnsDescription: SourceDescription = {
  label: "aws-sns",
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
