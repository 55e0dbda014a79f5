import type { Sender } from "./sender.ts";

export const zabbix: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map() {
    throw new Error("zabbix is not built yet");
  },
};
