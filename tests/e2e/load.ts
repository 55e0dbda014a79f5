import type { CDPSession, Page } from "@playwright/test";
import { until } from "../support/until.ts";

/** The cost of a page, as the browser counts it: bytes of bodies on the wire. */
export type Load = {
  html: number;
  /** Scripts requested before the load event, which a first visit waits for. */
  firstScripts: number;
  /** All scripts so far. */
  scripts: number;
  requests: number;
  /** Cumulative layout shift. */
  shift: number;
};

/** How long nothing was requested or answered on a quiet network, ms. */
const QUIET_MS = 500;

type Asked = { type: string; at: number; bytes: number };

/**
 * Opens a page with an empty cache and counts until the network is quiet but for the stream of changes, which
 * stays open. Offers only gzip, which every browser has.
 */
export async function openCounting(page: Page, url: string) {
  await page.addInitScript(countShift);
  const client = await page.context().newCDPSession(page);
  const { asked, loadedAt, isQuiet } = await countRequests(client);
  await page.goto(url, { waitUntil: "load" });
  await until("the network to be quiet", async () => isQuiet());
  const firstBefore = await loadedAt;
  return {
    /** The cost so far. */
    async load(): Promise<Load> {
      const all = [...asked.values()];
      const scripts = all.filter(({ type }) => type === "Script");
      return {
        html: sum(all.filter(({ type }) => type === "Document")),
        firstScripts: sum(scripts.filter(({ at }) => at < firstBefore)),
        scripts: sum(scripts),
        requests: all.length,
        shift: await page.evaluate(() => (window as Counted).layoutShift ?? 0),
      };
    },
    end: () => client.detach(),
  };
}

async function countRequests(client: CDPSession) {
  const asked = new Map<string, Asked>();
  const underWay = new Set<string>();
  let movedAt = performance.now();
  const loaded = Promise.withResolvers<number>();
  client.on("Network.requestWillBeSent", ({ requestId, request, type = "Other", timestamp }) => {
    asked.set(requestId, { type, at: timestamp, bytes: 0 });
    if (!request.url.endsWith("/api/stream")) underWay.add(requestId);
    movedAt = performance.now();
  });
  for (const end of ["Network.loadingFinished", "Network.loadingFailed"] as const)
    client.on(end as "Network.loadingFinished", ({ requestId }) => {
      underWay.delete(requestId);
      movedAt = performance.now();
    });
  client.on("Network.responseReceived", ({ requestId, response }) => {
    const one = asked.get(requestId);
    // Subtracts the bytes so far, which are the head's.
    if (one) one.bytes = -response.encodedDataLength;
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const one = asked.get(requestId);
    if (one) one.bytes += encodedDataLength;
  });
  client.on("Page.loadEventFired", ({ timestamp }) => loaded.resolve(timestamp));
  await client.send("Page.enable");
  await client.send("Network.enable");
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  await client.send("Network.setExtraHTTPHeaders", { headers: { "Accept-Encoding": "gzip" } });
  const isQuiet = () => underWay.size === 0 && performance.now() - movedAt > QUIET_MS;
  return { asked, loadedAt: loaded.promise, isQuiet };
}

const sum = (some: readonly Asked[]): number => some.reduce((total, { bytes }) => total + bytes, 0);

type Counted = Window & { layoutShift?: number };

function countShift(): void {
  const counted = window as Counted;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput) counted.layoutShift = (counted.layoutShift ?? 0) + entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}
