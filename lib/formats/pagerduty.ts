import type { Format } from "./format.ts";

export const pagerduty: Format = {
  headers: () => ({}),
  body() {
    throw new Error("pagerduty is not built yet");
  },
};
