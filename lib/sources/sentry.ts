import type { Sender } from "./sender.ts";

export const sentry: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("sentry is not built yet");
  },
};
