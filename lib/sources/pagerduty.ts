import type { Sender } from "./sender.ts";

export const pagerduty: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("pagerduty is not built yet");
  },
};
