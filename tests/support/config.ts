import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CliResult, tocsin } from "./cli.ts";

/** The command line on one installation, with a document beside its data. */
export type ConfigFolder = {
  /** Writes the document, and returns its path. */
  write(text: string): string;
  export(): Promise<string>;
  run(args: string[], env?: Record<string, string>, stdin?: string): Promise<CliResult>;
};

/** The commands that work with a document, on a data folder that holds an installation or gets one. */
export function configFolder(folder: string, dataDir: string): ConfigFolder {
  const run: ConfigFolder["run"] = (args, env = {}, stdin) =>
    tocsin(["--init", ...args], { dataDir, env, ...(stdin !== undefined && { stdin }) });
  return {
    write(text) {
      const file = join(folder, "tocsin.yaml");
      writeFileSync(file, text);
      return file;
    },
    run,
    export: async () => {
      const { code, stdout, stderr } = await run(["export"]);
      if (code !== 0) throw new Error(`export ended with ${code}: ${stderr}`);
      return stdout;
    },
  };
}

/** The document of docs/config-as-code.md, and what it refers to. */
export const EXAMPLE = {
  text: exampleOf(readFileSync(new URL("../../docs/config-as-code.md", import.meta.url), "utf8")),
  env: { JIRA_TOKEN: "jira-t0ken", PAGERDUTY_KEY: "R0UTINGKEY".repeat(3), SENTRY_SECRET: "s3ntry-secret" },
  file: { path: "secrets/jira-key", text: "jira-k3y\n" },
};

function exampleOf(page: string): string {
  const [, text] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  if (text === undefined) throw new Error("The page has no example.");
  return text;
}
