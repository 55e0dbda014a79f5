import type { SourceDescription } from "./source.ts";

export const uptimeKumaDescription: SourceDescription = {
  label: "uptime-kuma",
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
