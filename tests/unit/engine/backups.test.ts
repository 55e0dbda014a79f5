import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Backups } from "#lib/engine/backups.ts";
import { readEnv } from "#lib/env.ts";
import { createApiKey } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";

const log = { warn: () => {}, error: () => {} };

test("one that is being made says so until its end; one that fails is remembered", async () => {
  using folder = temporaryFolder();
  createApiKey(folder.path);
  const file = join(folder.path, "taken");
  writeFileSync(file, "");
  const refused = new Backups(readEnv({ DATA_DIR: folder.path, BACKUP_DIR: join(file, "backups") }), log);
  expect([refused.failed, refused.startedAt]).toEqual([null, null]);
  await expect(refused.make()).rejects.toThrow(/BACKUP_DIR\) can't be made/);
  expect(refused.failed).toEqual({ at: expect.any(Number), why: expect.stringMatching(/can't be made/) });
  expect(refused.startedAt).toBeNull();

  const good = new Backups(readEnv({ DATA_DIR: folder.path }), log);
  const making = good.make();
  expect([good.startedAt, await good.copied()]).toEqual([expect.any(Number), 0]);
  expect((await making)?.bytes).toBeGreaterThan(0);
  expect([good.failed, good.startedAt]).toEqual([null, null]);
});
