import type { SourceDescription } from "./source.ts";

export const sentryDescription: SourceDescription = {
  label: "sentry",
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
