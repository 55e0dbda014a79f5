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

/** Mounts a file system of which nobody answers for the files, like that of a machine that is gone; null where this user may not. */
async function silentFolder(): Promise<(AsyncDisposable & { path: string }) | null> {
  const folder = temporaryFolder();
  const mount = `exec 3<>/dev/fuse && mount -i -t fuse silent "$1" -o fd=3,rootmode=40000,user_id=0,group_id=0 && echo mounted && exec sleep 600`;
  const holder = spawn("bash", ["-c", mount, "bash", folder.path], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(holder, "close");
  const [said] = await Promise.race([once(holder.stdout, "data"), ended]);
  if (String(said).trim() !== "mounted") return null;
  const unmount = () => {
    // Its end answers all who wait for the file system with an error.
    holder.kill("SIGKILL");
    execFileSync("umount", ["--lazy", folder.path]);
  };
  const forget = atExit(unmount);
  return {
    path: folder.path,
    [Symbol.asyncDispose]: async () => {
      forget();
      unmount();
      await ended;
      folder[Symbol.dispose]();
    },
  };
}

await using probe = await silentFolder();

test.skipIf(probe === null)(
  "where BACKUP_DIR does not answer, Tocsin starts, delivers, and the System page says so",
  async () => {
    await using folder = await silentFolder();
    await using receiver = await startReceiver();
    const env = {
      ADMIN_EMAIL: email,
      ADMIN_PASSWORD: password,
      BACKUP_DIR: join(folder?.path ?? "", "backups"),
    };
    await using tocsin = await startTocsin({ env });
    const ada = new Visitor(tocsin.url);
    await ada.signIn(email, password);
    expect(await ada.act(backUpNow, [])).toEqual({ ok: true, value: { made: false } });
    for (let look = 0; look < 20; look++) {
      const page = await ada.request("/settings/system");
      expect(await page.text()).toContain("it does not answer");
    }
    const api = connect(tocsin);
    await api.createChannel({ url: receiver.url });
    await api.post({ alert_title: "Disk full" });
    await receiver.waitFor(1);
    expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
  },
  120_000,
);
