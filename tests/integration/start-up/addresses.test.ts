import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { startTocsin } from "../../support/server.ts";

const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
const ipv4 = all.filter(({ family }) => family === "IPv4").length;
const usable = all.filter(({ address }) => !address.startsWith("fe80:")).length;

const hosts: [host: string, count: number][] = [
  ["127.0.0.1", 1],
  ["0.0.0.0", ipv4],
];
if (all.some(({ address }) => address === "::1")) hosts.push(["[::1]", 1], ["::", usable]);

describe("a start logs every address that it can be reached at, and each of them answers", () => {
  test.each(hosts)("HOST=%s", async (host, count) => {
    await using tocsin = await startTocsin({ env: { HOST: host } });
    const line = tocsin.logs().find(({ msg }) => msg === "listening");
    const addresses = line?.addresses as string[];
    expect(addresses).toHaveLength(count);
    for (const address of [...addresses, String(line?.url)])
      expect((await fetch(`${address}/livez`)).status, address).toBe(200);
  });
});
