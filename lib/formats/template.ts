import type { Format } from "./format.ts";

export const template: Format = {
  headers: () => ({}),
  body() {
    throw new Error("template is not built yet");
  },
};
