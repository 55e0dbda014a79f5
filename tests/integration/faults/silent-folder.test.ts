import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { atExit } from "../../support/at-exit.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";
const backUpNow: ActionRef = {
  file: "app/(console)/settings/system/actions.ts",
  page: "/settings/system",
  name: "backUpNow",
};

/** A file system that nobody answers for, like that of a machine that is gone. */
type SilentFolder = Disposable & {
  path: string;
  /** From now on all who wait for it get an error. Until then not even SIGKILL ends them. */
  fail(): void;
};

/** Mounts one; null where this user may not. */
async function silentFolder(): Promise<SilentFolder | null> {
  const folder = temporaryFolder();
  const mount = `exec 3<>/dev/fuse && mount -i -t fuse silent "$1" -o fd=3,rootmode=40000,user_id=0,group_id=0 && echo mounted && exec sleep 600`;
  const holder = spawn("bash", ["-c", mount, "bash", folder.path], { stdio: ["ignore", "pipe", "ignore"] });
  const [said] = await Promise.race([once(holder.stdout, "data"), once(holder, "close")]);
  if (String(said).trim() !== "mounted") {
    folder[Symbol.dispose]();
    return null;
  }
  const fail = () => void holder.kill("SIGKILL");
  const unmount = () => {
    fail();
    execFileSync("umount", ["--lazy", folder.path]);
  };
  const forget = atExit(unmount);
  return {
    path: folder.path,
    fail,
    [Symbol.dispose]() {
      forget();
      unmount();
      folder[Symbol.dispose]();
    },
  };
}

using probe = await silentFolder();

test.skipIf(probe === null)(
  "where BACKUP_DIR does not answer, Tocsin starts, delivers, and the System page says so",
  async () => {
    using folder = await silentFolder();
    await using receiver = await startReceiver();
    const env = {
      ADMIN_EMAIL: email,
      ADMIN_PASSWORD: password,
      BACKUP_DIR: join(folder?.path ?? "", "backups"),
    };
    await using tocsin = await startTocsin({ env });
    using _ = { [Symbol.dispose]: () => folder?.fail() };
    const ada = new Visitor(tocsin.url);
    await ada.signIn(email, password);
    expect(await ada.act(backUpNow, [])).toEqual({ ok: true, value: { made: false } });
    // More than the pool has threads.
    const pages = Array.from({ length: 20 }, async () => (await ada.request("/settings/system")).text());
    for (const page of await Promise.all(pages)) expect(page).toContain("it does not answer");
    const api = connect(tocsin);
    await api.createChannel({ url: receiver.url });
    await api.post({ alert_title: "Disk full" });
    await receiver.waitFor(1);
    expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
  },
  120_000,
);
