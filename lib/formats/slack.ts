import type { Format } from "./format.ts";

export const slack: Format = {
  headers: () => ({}),
  body() {
    throw new Error("slack is not built yet");
  },
};
