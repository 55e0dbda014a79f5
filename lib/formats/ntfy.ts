import type { Format } from "./format.ts";

export const ntfy: Format = {
  headers: () => ({}),
  body() {
    throw new Error("ntfy is not built yet");
  },
};
