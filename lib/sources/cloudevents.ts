import type { Sender } from "./sender.ts";

export const cloudevents: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("cloudevents is not built yet");
  },
};
