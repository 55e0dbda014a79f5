import type { Sender } from "./sender.ts";

export const awsSns: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("aws-sns is not built yet");
  },
};
