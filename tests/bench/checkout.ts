import { existsSync } from "node:fs";
import { join } from "node:path";
import { SCOPES } from "#lib/domain/people/actor.ts";
import { tocsin } from "../support/cli.ts";
import { buildFolder } from "../support/process.ts";
import { startTocsin } from "../support/server.ts";
import type { BenchReceiver } from "./receiver.ts";
import { bodyOfAlerts, type Subject } from "./rounds.ts";

export type RunningCheckout = Subject & AsyncDisposable & { dataDir: string };

/**
 * Starts the built Tocsin of a checkout with one channel to the receiver. It uses only that checkout's command
 * line and REST interface, because its database may have another schema than ours. Without a folder, it starts
 * the checkout that this file belongs to.
 */
export async function startCheckout(
  name: string,
  checkout: string | undefined,
  receiver: BenchReceiver,
): Promise<RunningCheckout> {
  const from = checkout === undefined ? {} : { checkout };
  if (checkout !== undefined && !existsSync(join(checkout, buildFolder, "BUILD_ID")))
    throw new Error(`${checkout} has no build in ${buildFolder}: run "npm start" there once.`);
  const server = await startTocsin(from);
  const { url, dataDir, pid } = server;
  const args = ["api-key", "create", "--name", "Bench", "--scopes", SCOPES.join(",")];
  const { stdout, stderr } = await tocsin(args, { dataDir, ...from });
  const key = /tocsin_\S+/.exec(stdout)?.[0];
  if (key === undefined) throw new Error(`${name} made no API key: ${stdout}${stderr}`);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const channel = JSON.stringify({ name: "Bench", url: receiver.url() });
  const made = await fetch(`${url}/api/v1/channels`, { method: "POST", headers, body: channel });
  if (made.status !== 201) throw new Error(`${name} made no channel: ${await made.text()}`);
  return {
    name,
    pid,
    dataDir,
    url: `${url}/api/v1/alerts`,
    headers,
    body: bodyOfAlerts,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
