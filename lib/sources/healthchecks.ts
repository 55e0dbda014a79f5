import type { Sender } from "./sender.ts";

export const healthchecks: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("healthchecks is not built yet");
  },
};
