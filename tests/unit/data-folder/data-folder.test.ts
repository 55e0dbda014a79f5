import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import type { MakerData } from "./data-folder-maker.ts";

test("the app and a command that start at the same time on a new folder both get it", async () => {
  using root = temporaryFolder();
  const data: MakerData = {
    folders: Array.from({ length: 30 }, (_, round) => join(root.path, String(round), "tocsin", "data")),
    makers: 4,
    arrived: new Int32Array(new SharedArrayBuffer(4)),
  };
  const makers = Array.from({ length: data.makers }, async () => {
    const maker = new Worker(new URL("./data-folder-maker.ts", import.meta.url), { workerData: data });
    return (await once(maker, "message"))[0];
  });
  expect(await Promise.all(makers)).toEqual([[], [], [], []]);
}, 30_000);
