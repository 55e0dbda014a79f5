import type { Format } from "./format.ts";

export const discord: Format = {
  headers: () => ({}),
  body() {
    throw new Error("discord is not built yet");
  },
};
