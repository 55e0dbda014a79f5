import type { IncomingMessage, ServerResponse } from "node:http";

/** The downloads of backups of this process: what answers their requests, and what cuts them off. */
export function downloadInFront() {
  /** Loaded with the first download, which is rare. */
  let loaded: typeof import("./answer.ts") | null = null;
  return {
    answer: async (request: IncomingMessage, response: ServerResponse) => {
      loaded ??= await import("./answer.ts");
      await loaded.answerDownload(request, response);
    },
    cutOff: async () => loaded?.cutOffDownloads(),
  };
}
