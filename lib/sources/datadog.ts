import type { Sender } from "./sender.ts";

export const datadog: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("datadog is not built yet");
  },
};
