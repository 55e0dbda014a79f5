import type { Format } from "./format.ts";

export const googleChat: Format = {
  headers: () => ({}),
  body() {
    throw new Error("google_chat is not built yet");
  },
};
