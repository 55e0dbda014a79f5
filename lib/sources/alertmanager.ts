import type { Sender } from "./sender.ts";

export const alertmanager: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("alertmanager is not built yet");
  },
};
