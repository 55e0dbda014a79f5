import type { Format } from "./format.ts";

export const servicenow: Format = {
  headers: () => ({}),
  body() {
    throw new Error("servicenow is not built yet");
  },
};
