import type { Format } from "./format.ts";

export const telegram: Format = {
  headers: () => ({}),
  body() {
    throw new Error("telegram is not built yet");
  },
};
