import { execFile } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { apiOf, connect } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin } from "../../support/server.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const page = readFileSync(join(root, "docs/backup.md"), "utf8");
const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, text = ""]) => text);

/** A folder that stands for `/`, with the program `tocsin` as the one file gives it. */
function machine(path: string) {
  for (const folder of ["bin", "mnt/backups", "mnt/safe", "var/lib", "srv"])
    mkdirSync(join(path, folder), { recursive: true });
  const program = `#!/bin/sh\ncd ${root}\nexec node_modules/.bin/node --import ./scripts/drizzle-as-cjs.mjs lib/cli/main.ts "$@"\n`;
  writeFileSync(join(path, "bin/tocsin"), program);
  chmodSync(join(path, "bin/tocsin"), 0o755);
  // Vitest sets a BASE_URL of its own.
  const { BASE_URL: _, ...own } = process.env;
  const env = { ...own, PATH: `${join(path, "bin")}:${own.PATH}` };
  return async (block: string): Promise<string> => {
    const here = block.replaceAll(/(?<=[ =])\/(?=mnt|var|srv)/g, `${path}/`);
    const { stdout } = await promisify(execFile)("sh", ["-eu", "-c", here], { env });
    return stdout;
  };
}

test("the page's commands do what it says, in their order", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver();
  const run = machine(folder.path);
  const [dataDir, elsewhere] = [join(folder.path, "var/lib/tocsin"), join(folder.path, "srv/tocsin")];
  const [backUp = "", restore = "", onAnother = "", rotated = "", lost = "", ...rest] = blocks;
  expect(rest).toEqual([]);

  const first = await startTocsin({ dataDir });
  const api = connect(first);
  const { id } = await api.createChannel({
    url: `${receiver.url}/{{TOKEN}}`,
    ...secretsOf("token", SAVED),
  });
  expect(await run(backUp)).toContain("Backed up to");
  await first.stop();

  /** Whether an alert arrives from a Tocsin on this folder, with the secrets of the backup. */
  async function delivers(from: string): Promise<string> {
    await using tocsin = await startTocsin({ dataDir: from });
    const again = apiOf(tocsin.url, api.key);
    const { results } = await again.post({ alert_title: "Restored" });
    await again.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: id });
    const sent = receiver.requests.find(({ headers }) => headers["webhook-id"] === results[0]?.event_id);
    return `${sent?.path} ${sent?.headers.authorization}`;
  }
  const withSecrets = `/${SAVED.url} Bearer ${SAVED.token}`;
  expect(await run(restore)).toContain("Restored");
  expect(await delivers(dataDir)).toBe(withSecrets);
  expect(await run(onAnother)).toContain("Turned on: 1 API key.");
  expect(await delivers(elsewhere)).toBe(withSecrets);
  copyFileSync(join(dataDir, "secret.key"), join(folder.path, "before-rotation"));
  expect(await run(rotated)).toContain("Rotated: ");
  expect(readFileSync(join(dataDir, "secret.key"))).not.toEqual(
    readFileSync(join(folder.path, "before-rotation")),
  );
  expect(await delivers(dataDir)).toBe(withSecrets);
  expect(await run(lost)).toContain("every webhook is disabled");
  await using tocsin = await startTocsin({ dataDir });
  const { body } = await apiOf(tocsin.url, api.key).get<{ enabled: boolean }>(`/api/v1/channels/${id}`);
  expect(body.enabled).toBe(false);
});
