import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/**
 * Sends one HTTP request unchanged: the path as it is written, and the body in the given pieces, chunked
 * unless `headers` announce its length. Resolves with the answer even if the server does not read the body to
 * its end.
 */
export function rawRequest(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; chunks?: (string | Uint8Array)[] } = {},
): Promise<RawAnswer> {
  const { method = "POST", headers = {}, chunks = [] } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, path, headers, agent: false });
    outgoing.once("response", async (response) => {
      try {
        const body = await text(response);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      } catch (error) {
        reject(error);
      }
      outgoing.destroy();
    });
    outgoing.once("error", reject);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}
