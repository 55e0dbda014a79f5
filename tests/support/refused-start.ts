import { text } from "node:stream/consumers";
import { buildFolder, startNode } from "./process.ts";

/**
 * Starts the real server, which must refuse to start, and waits for its end. `stderr` is the text of its
 * log lines there, one per line.
 */
export async function refusedStart(
  dataDir: string,
  env: Record<string, string> = {},
  through?: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const own = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, TOCSIN_BUILD_DIR: buildFolder };
  const child = startNode(["server.ts"], { ...own, ...env }, through);
  // A server that does start would run for ever.
  child.stdout.on("data", (chunk) => {
    if (String(chunk).includes('"listening"')) child.kill("SIGKILL");
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr: stderr.replaceAll(/.+/g, (line) => JSON.parse(line).msg) };
}
