import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createApiKey } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { freePort } from "../../support/free-port.ts";
import { buildFolder, startNode } from "../../support/process.ts";
import { until } from "../../support/until.ts";

/** What makes a program the first process of its own, as in a container. */
const ALONE = ["unshare", "--pid", "--fork", "--kill-child"];

const canBeAlone = ((): boolean => {
  try {
    execFileSync("unshare", [...ALONE.slice(1), "true"]);
    return true;
  } catch {
    return false;
  }
})();

/** The start waits 5 s for the answer of an engine that took another lock file, and is gone. */
function makeStartWait(dataDir: string): void {
  createApiKey(dataDir);
  inDatabase(dataDir, (sqlite) =>
    sqlite.exec("INSERT OR REPLACE INTO installation (name, value) VALUES ('engine_lock', 'another')"),
  );
}

const childOf = (pid = 0): number => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());

const SIGNALS: [NodeJS.Signals, number][] = [
  ["SIGTERM", 143],
  ["SIGINT", 130],
];

test.each(canBeAlone ? SIGNALS : [])(
  "%s ends the start of a container's first process at once",
  async (signal, code) => {
    using folder = temporaryFolder();
    makeStartWait(folder.path);
    const port = await freePort();
    const env = { DATA_DIR: folder.path, HOST: "127.0.0.1", PORT: `${port}`, TOCSIN_BUILD_DIR: buildFolder };
    const child = startNode(["server.ts"], env, ALONE);
    const output = text(child.stdout);
    const ended = once(child, "close");
    await until("the port", () =>
      fetch(`http://127.0.0.1:${port}/livez`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    process.kill(childOf(child.pid), signal);
    expect(await ended).toEqual([code, null]);
    expect(await output).not.toContain('"listening"');
  },
);
