import type { Sender } from "./sender.ts";

export const uptimeKuma: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("uptime-kuma is not built yet");
  },
};
