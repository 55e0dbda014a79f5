import type { SourceDescription } from "./source.ts";

export const zabbixDescription: SourceDescription = {
  label: "zabbix",
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
