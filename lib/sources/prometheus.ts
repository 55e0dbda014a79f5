import type { Sender } from "./sender.ts";

export const prometheus: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("prometheus is not built yet");
  },
};
