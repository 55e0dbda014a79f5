import { chownSync, existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiOf } from "../support/api.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { until } from "../support/until.ts";
import { buildImage, type Container, type Image, runIn, startContainer } from "./container/image.ts";
import { whyNoMounts } from "./mounts.ts";

/** Building takes as long as the downloads and the machine want. */
const BUILD_MS = 15 * 60_000;
const USER = 10_001;

const obstacle = await whyNoMounts();
if (obstacle !== null) console.warn(`Not run: the container image is not built, because ${obstacle}.`);

describe.runIf(obstacle === null)("the container image", () => {
  let image: Image;
  let data: Folder;
  let receiver: Receiver;
  let port: number;

  beforeAll(async () => {
    image = await buildImage();
    data = temporaryFolder();
    chownSync(data.path, USER, USER);
    receiver = await startReceiver();
    port = await freePort();
  }, BUILD_MS);

  afterAll(async () => {
    await receiver?.[Symbol.asyncDispose]();
    data?.[Symbol.dispose]();
    image?.[Symbol.dispose]();
  });

  const url = () => `http://127.0.0.1:${port}`;
  const env = () => ({ HOST: "127.0.0.1", PORT: String(port) });
  const health = async () => (await runIn(image, data, image.config.Healthcheck.Test.slice(1), env())).code;

  async function started(): Promise<Container> {
    const container = startContainer(image, data, env());
    const isUp = () =>
      fetch(`${url()}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until("the container to be healthy", isUp, 60_000).catch(async (error) => {
      await container[Symbol.asyncDispose]();
      throw new Error(`${error}\n${container.output()}`);
    });
    return container;
  }

  test("runs as a user of its own, and says what it is and when it is healthy", () => {
    expect(image.config).toMatchObject({
      User: `${USER}:${USER}`,
      Entrypoint: ["tocsin"],
      Volumes: { "/data": {} },
      Healthcheck: { Test: ["CMD", "tocsin-health"] },
      Labels: {
        "org.opencontainers.image.title": "Tocsin",
        "org.opencontainers.image.licenses": "MIT",
        "org.opencontainers.image.version": "1.2.3",
      },
    });
  });

  test("holds what runs and nothing else, all of it root's", () => {
    const app = join(image.root, "opt/tocsin");
    expect(readdirSync(app)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(tests|data|docs|\.git|\.env.*)$/)]),
    );
    for (const name of ["vitest", "typescript", "@biomejs/biome"])
      expect(existsSync(join(app, "node_modules", name)), name).toBe(false);
    for (const name of readdirSync(app, { recursive: true }) as string[]) {
      const found = lstatSync(join(app, name));
      const othersWrite = found.isSymbolicLink() ? 0 : found.mode & 0o022;
      expect({ name, uid: found.uid, othersWrite }).toEqual({ name, uid: 0, othersWrite: 0 });
    }
  });

  test("takes, delivers, backs up and ends cleanly, with a read-only root and no privileges", async () => {
    await using container = await started();
    expect(container.output()).toContain("/setup?token=");
    expect(await health()).toBe(0);

    const command = [
      "tocsin",
      "api-key",
      "create",
      "--name",
      "Ops",
      "--scopes",
      "ingest,read,operate,manage",
    ];
    const made = await runIn(image, data, command);
    expect(made).toEqual({ code: 0, output: expect.stringMatching(/^tocsin_\S+\n$/) });
    const api = apiOf(url(), made.output.trim());
    await api.createChannel({ url: `${receiver.url}/hook` });
    await api.post({ alert_title: "From a container" });
    const [delivered] = await receiver.waitFor(1);
    expect(JSON.parse(String(delivered?.rawBody))).toMatchObject({ alert_title: "From a container" });

    expect((await runIn(image, data, ["tocsin", "backup", "copy.db"])).code).toBe(0);
    expect(await container.stop()).toBe(0);
    expect(readdirSync(data.path)).toEqual(expect.arrayContaining(["copy.db", "tocsin.db"]));
    expect(readdirSync(data.path)).not.toContain("tocsin.db-wal");
    expect(await health()).toBe(1);
  });

  test("starts again on its data", async () => {
    await using container = await started();
    expect(container.output()).not.toContain("error");
    expect(readdirSync(data.path).filter((name) => statSync(join(data.path, name)).uid !== USER)).toEqual([]);
  });
});
