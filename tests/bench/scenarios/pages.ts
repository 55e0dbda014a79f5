import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { connect } from "../../support/api.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { alertText } from "../load.ts";
import { type Figure, median, type Scenario } from "../report.ts";

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
/** Three pages of alerts. */
const ALERTS = 150;
/** 3G as in Chromium's developer tools, except for the upload: bytes per second, and round trip in ms. */
const NETWORK = {
  offline: false,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
  latency: 300,
};

export const pages: Scenario = {
  name: "pages",
  title: "the alerts page in Chromium: cold on 3G (1.6 Mbit/s, 300 ms), and its next page warm on loopback",
  async run({ runs, progress }) {
    await using tocsin = await startTocsin({
      env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
    });
    const { request } = connect(tocsin);
    const body = `[${Array.from({ length: ALERTS }, (_, index) => alertText(`alert-${index}`)).join(",")}]`;
    const headers = { "content-type": "application/json" };
    await request("POST", "/api/v1/alerts", { body, headers });
    const browser = await chromium.launch({
      executablePath: await findBrowser(),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      return await measurePages(browser, tocsin, runs, progress);
    } finally {
      await browser.close();
    }
  },
};

async function findBrowser(): Promise<string> {
  const script = new URL("../../../scripts/browser.mjs", import.meta.url).href;
  return (await import(script)).findBrowser();
}

async function measurePages(
  browser: Browser,
  tocsin: Tocsin,
  runs: number,
  progress: (what: string) => void,
): Promise<Figure[]> {
  const session = await signedIn(browser, tocsin);
  const cold: Cold[] = [];
  const turns: number[][] = [];
  for (let run = 1; run <= runs; run++) {
    const context = await browser.newContext({ storageState: session });
    const first = await openCold(context, `${tocsin.url}/alerts`);
    cold.push(first);
    const turned = await turnPages(context, `${tocsin.url}/alerts`);
    turns.push(turned);
    await context.close();
    progress(
      `run ${run}: content ${Math.round(first.contentMs)} ms, usable ${Math.round(first.usableMs)} ms, next pages ${turned.map(Math.round).join(", ")} ms`,
    );
  }
  const figure = (name: string, value: number, most: number): Figure => ({
    scenario: "pages",
    figure: name,
    value,
    unit: "ms",
    target: { at: "most", value: most },
  });
  return [
    figure("content visible, cold on 3G", median(cold.map(({ contentMs }) => contentMs)), 1_500),
    figure("usable, cold on 3G", median(cold.map(({ usableMs }) => usableMs)), 2_500),
    {
      scenario: "pages",
      figure: "first turn of a page in a new tab",
      value: median(turns.map(([first = 0]) => first)),
      unit: "ms",
    },
    figure("next page, warm on loopback", median(turns.flatMap(([, ...later]) => later)), 150),
  ];
}

async function signedIn(browser: Browser, tocsin: Tocsin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${tocsin.url}/login`, { waitUntil: "networkidle" });
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
  const state = await context.storageState();
  await context.close();
  return state;
}

/**
 * Milliseconds from the start of the navigation: until the first row is visible, and until React handles its
 * checkbox.
 */
type Cold = { contentMs: number; usableMs: number };
type Watched = Window & { contentMs?: number; usableMs?: number };

async function openCold(context: BrowserContext, url: string): Promise<Cold> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const watched = window as Watched;
    const look = () => {
      const row = document.querySelector<HTMLElement>("tr[data-row-id]");
      // Streamed content is hidden until React moves it into place.
      if (row && row.offsetParent !== null) watched.contentMs ??= performance.now();
      const box = row?.querySelector("input");
      if (box && Object.keys(box).some((key) => key.startsWith("__reactProps")))
        watched.usableMs ??= performance.now();
      if (watched.usableMs === undefined || watched.contentMs === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", NETWORK);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => (window as Watched).usableMs !== undefined);
  const cold = await page.evaluate(() => {
    const { contentMs = 0, usableMs = 0 } = window as Watched;
    return { contentMs, usableMs };
  });
  await page.close();
  return cold;
}

const TURNS = 4;

/**
 * Milliseconds from a press to the next page's first row, for each of some turns in one tab. The first one also
 * compiles what the browser has from its cache.
 */
async function turnPages(context: BrowserContext, url: string): Promise<number[]> {
  const page = await context.newPage();
  // The network is never idle here: the page's stream of changes stays open.
  await page.goto(url);
  await page.waitForFunction(() => {
    const box = document.querySelector("tr[data-row-id] input");
    return box !== null && Object.keys(box).some((key) => key.startsWith("__reactProps"));
  });
  const turned: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    await page.evaluate(watchRows);
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link").last().click();
    turned.push(await turnedIn(page));
  }
  await page.close();
  return turned;
}

type Turning = Window & { turnedMs?: number | undefined };

function watchRows(): void {
  const turning = window as Turning;
  turning.turnedMs = undefined;
  const firstRow = () => document.querySelector("tr[data-row-id]")?.getAttribute("data-row-id");
  const before = firstRow();
  const onClick = ({ timeStamp }: MouseEvent) => {
    const look = () => {
      const now = firstRow();
      if (now && now !== before) turning.turnedMs = performance.now() - timeStamp;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  document.addEventListener("click", onClick, { capture: true, once: true });
}

async function turnedIn(page: Page): Promise<number> {
  const turned = await page.waitForFunction(() => (window as Turning).turnedMs);
  return (await turned.jsonValue()) ?? Number.NaN;
}
