import type { Format } from "./format.ts";

export const teams: Format = {
  headers: () => ({}),
  body() {
    throw new Error("teams is not built yet");
  },
};
