import type { IncomingMessage, ServerResponse } from "node:http";

/** The exports of this process: what answers their requests, and what cuts them off. */
export function exportsInFront() {
  /** Loaded with the first export: few installations ever make one. */
  let loaded: typeof import("./answer.ts") | null = null;
  return {
    answer: async (request: IncomingMessage, response: ServerResponse) => {
      loaded ??= await import("./answer.ts");
      await loaded.answerExport(request, response);
    },
    cutOff: async () => loaded?.cutOffExports(),
  };
}
