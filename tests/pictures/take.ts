import { mkdirSync } from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { startReceiver } from "../support/receiver.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { postEverydayAlerts } from "./everyday.ts";
import { firstAlert } from "./first-alert.ts";

const FOLDER = "docs/pictures";
const LISTENER_PORT = 9_000;
const SIZE = { width: 1280, height: 720 };

/**
 * Takes the pictures of the docs from a fresh installation, with the browser at that path. Needs the port 9000,
 * where the docs let a listener run.
 */
export async function takePictures(executablePath: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await using tocsin = await startTocsin();
  await using _listener = await startReceiver({ port: LISTENER_PORT });
  await using browser = await chromium.launch({ executablePath, args: argumentsFor(tocsin) });
  const page = await newPage(browser);
  await firstAlert(page, (await tocsin.setupUrl()).replace(tocsin.url, ""), take(page));
  await postEverydayAlerts(connect(tocsin));
  await page.getByRole("link", { name: "Alerts" }).first().click();
  await page.getByText("Queue mail-out grows").waitFor();
  await take(page)("alerts");
}

/** In the pictures Tocsin has the address that the docs speak of, whichever port was free. */
function argumentsFor({ url }: Tocsin): string[] {
  const asRoot = process.getuid?.() === 0;
  return [
    `--host-resolver-rules=MAP localhost:3000 ${new URL(url).host}`,
    ...(asRoot ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--no-first-run",
  ];
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZE,
    colorScheme: "light",
    reducedMotion: "reduce",
    baseURL: "http://localhost:3000",
  });
  return context.newPage();
}

function take(page: Page): (name: string) => Promise<void> {
  return async (name) => {
    await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: "disabled" });
    console.log(`${FOLDER}/${name}.png`);
  };
}
