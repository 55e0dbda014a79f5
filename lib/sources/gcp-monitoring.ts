import type { Sender } from "./sender.ts";

export const gcpMonitoring: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("gcp-monitoring is not built yet");
  },
};
