import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../support/free-port.ts";
import { buildFolder } from "../../support/process.ts";
import { until } from "../../support/until.ts";
import { whyNoMounts } from "../mounts.ts";
import { bootMachine, type Machine } from "./machine.ts";

const obstacle = await whyNoMounts();
if (obstacle !== null)
  console.warn(`Not run: systemd does not run deploy/tocsin.service, because ${obstacle}.`);

const page = readFileSync("docs/systemd.md", "utf8");

/** The blocks of docs/systemd.md in a language. */
const blocksIn = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) => text);

const blocks = blocksIn("sh");
const [dropIn = ""] = blocksIn("ini");

const OIDC = `OIDC_ISSUER=https://id.example.invalid
OIDC_CLIENT_ID=tocsin
OIDC_ROLE_CLAIM=groups
OIDC_ADMIN=admins
`;
const [install = "", settings = "", enable = "", commands = "", rotate = "", upgrade = ""] = blocks;

describe.runIf(obstacle === null)("the service, by the commands of docs/systemd.md", () => {
  let machine: Machine;
  let port: number;

  beforeAll(async () => {
    machine = await bootMachine();
    port = await freePort();
  });

  afterAll(() => machine?.[Symbol.asyncDispose]());

  const data = () => join(machine.root, "var/lib/tocsin");
  const isHealthy = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const untilHealthy = () => until("the service to be healthy", isHealthy, 60_000);

  test("starts, confined, with its key as a credential", async () => {
    await machine.sh(install);
    const ours = `PORT=${port}\nTOCSIN_BUILD_DIR=${buildFolder}\n`;
    writeFileSync(join(machine.root, "etc/tocsin/tocsin.env"), settings + ours);
    await machine.sh(enable);
    await untilHealthy();
    expect(await machine.sh("journalctl -u tocsin -o cat")).toContain(
      "https://tocsin.example.com/setup?token=",
    );
    const status = await machine.sh("cat /proc/$(systemctl show tocsin -p MainPID --value)/status");
    expect(status).toMatch(/^CapEff:\s0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s1$/m);
    expect(status).toMatch(/^Seccomp:\s2$/m);
    expect(existsSync(join(data(), "secret.key"))).toBe(false);
  });

  test("runs commands beside it", async () => {
    expect(await machine.sh(commands)).toMatch(/^tocsin_\S+\nBacked up to /);
    expect(readdirSync(data())).toContain("by-hand.db");
  });

  test("stops cleanly, and restores a backup", async () => {
    const show = "systemctl show tocsin -p Result -p ExecMainStatus";
    expect(await machine.sh(`systemctl stop tocsin; ${show}`)).toBe("Result=success\nExecMainStatus=0\n");
    expect(readdirSync(data())).not.toContain("tocsin.db-wal");
    const restored = await machine.sh("tocsinctl restore /var/lib/tocsin/by-hand.db; systemctl start tocsin");
    expect(restored).toContain("Restored /var/lib/tocsin/by-hand.db");
    await untilHealthy();
  });

  test("runs commands with the secrets of `systemctl edit`", async () => {
    writeFileSync(join(machine.root, "etc/tocsin/oidc"), "secret of the provider\n", { mode: 0o600 });
    mkdirSync(join(machine.root, "etc/systemd/system/tocsin.service.d"));
    writeFileSync(join(machine.root, "etc/systemd/system/tocsin.service.d/override.conf"), dropIn);
    appendFileSync(join(machine.root, "etc/tocsin/tocsin.env"), OIDC);
    await machine.sh("systemctl daemon-reload; systemctl restart tocsin");
    await untilHealthy();
    await machine.sh("tocsinctl user create --name Ada --email ada@example.com");
    expect(await machine.sh("tocsinctl user sign-in-link ada@example.com")).toMatch(
      /^https:\/\/tocsin\.example\.com\//,
    );
  });

  test("starts with a new key after its rotation", async () => {
    const key = () => readFileSync(join(machine.root, "etc/tocsin/secret.key"), "utf8");
    const former = key();
    await machine.sh("install -d -o tocsin -g tocsin /srv/backups");
    appendFileSync(join(machine.root, "etc/tocsin/tocsin.env"), "BACKUP_DIR=/srv/backups\n");
    await machine.sh(rotate);
    await untilHealthy();
    expect(key()).not.toBe(former);
    // The backup that a rotation makes goes to where the service's settings say.
    expect(readdirSync(join(machine.root, "srv/backups"))).toEqual([
      expect.stringMatching(/^tocsin-.*\.db$/),
    ]);
  });

  test("is upgraded", async () => {
    expect(await machine.sh(`${upgrade}systemctl is-active tocsin`)).toBe("active\n");
    await untilHealthy();
  });
});
