import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Backups } from "#lib/engine/backups.ts";
import { readEnv } from "#lib/env.ts";
import { createApiKey } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";

const log = { warn: () => {} };

test("one that is being made says so until its end; one that fails is remembered", async () => {
  using folder = temporaryFolder();
  createApiKey(folder.path);
  const file = join(folder.path, "taken");
  writeFileSync(file, "");
  const refused = new Backups(readEnv({ DATA_DIR: folder.path, BACKUP_DIR: join(file, "backups") }), log);
  expect([refused.failed, await refused.progress()]).toEqual([null, null]);
  await expect(refused.make()).rejects.toThrow(/BACKUP_DIR\) can't be made/);
  expect(refused.failed).toEqual({ at: expect.any(Number), why: expect.stringMatching(/can't be made/) });
  expect(await refused.progress()).toBeNull();

  const good = new Backups(readEnv({ DATA_DIR: folder.path }), log);
  const making = good.make();
  expect(await good.progress()).toEqual({ startedAt: expect.any(Number), copied: 0 });
  expect((await making)?.bytes).toBeGreaterThan(0);
  expect([good.failed, await good.progress()]).toEqual([null, null]);
});
