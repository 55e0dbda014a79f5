import { text } from "node:stream/consumers";
import { startNode, startOneFile } from "./process.ts";

export type CliResult = { code: number | null; stdout: string; stderr: string };

/** Runs Tocsin's command line on a data folder, as `npm run --silent tocsin -- ARGS` does. */
export async function tocsin(
  args: string[],
  options: {
    dataDir: string;
    env?: Record<string, string>;
    stdin?: string;
    through?: readonly string[];
    checkout?: string;
    /** The one file, which is run instead in the data folder, without any environment but `env`. */
    oneFile?: string;
  },
): Promise<CliResult> {
  const env = { DATA_DIR: options.dataDir, ...options.env };
  const child =
    options.oneFile === undefined
      ? startNode(["lib/cli/main.ts", ...args], env, options.through, options.checkout)
      : startOneFile(options.oneFile, args, env, options.dataDir);
  child.stdin.end(options.stdin ?? "");
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
