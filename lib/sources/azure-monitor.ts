import type { Sender } from "./sender.ts";

export const azureMonitor: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("azure-monitor is not built yet");
  },
};
