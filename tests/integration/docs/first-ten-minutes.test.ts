import { execFile, spawn } from "node:child_process";
import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { freePort } from "../../support/free-port.ts";
import { blocksOf, readMarkdown } from "../../support/markdown.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

const run = promisify(execFile);
const commands = blocksOf(readMarkdown("docs/first-ten-minutes.md")).map((block) => block.text);
const commandWith = (word: string): string => commands.find((one) => one.includes(word)) ?? "";

test.each([
  { language: "Node.js", word: "createServer" },
  { language: "Python", word: "http.server" },
])("the listener in $language prints what the page's curl command posts", async ({ word }) => {
  const port = await freePort();
  const listener = spawn("sh", ["-c", `exec ${commandWith(word).replace("9000", String(port))}`]);
  const printed = text(listener.stdout);
  await using tocsin = await startTocsin();
  const api = connect(tocsin);
  await until("the listener to listen", () => isOpen(port));
  await api.createChannel({ url: `http://localhost:${port}/hook` });
  const curl = commandWith("curl").replace("http://localhost:3000", tocsin.url).replace("tocsin_…", api.key);

  const { stdout } = await run("sh", ["-c", curl]);
  const [posted] = JSON.parse(stdout).results;
  await api.waitForDelivery(posted.event_id, "delivered");
  listener.kill();

  const body = JSON.parse(await printed);
  expect(body).toMatchObject({ alert_title: "Disk almost full", priority: "High", status: "Open" });
  expect(Object.keys(body)).toHaveLength(17);
});

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, "localhost");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
