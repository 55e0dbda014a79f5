import type { Format } from "./format.ts";

export const mattermost: Format = {
  headers: () => ({}),
  body() {
    throw new Error("mattermost is not built yet");
  },
};
