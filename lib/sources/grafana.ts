import type { Sender } from "./sender.ts";

export const grafana: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("grafana is not built yet");
  },
};
