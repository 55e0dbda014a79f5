import type { CDPSession, Page } from "@playwright/test";

/** What a page costs, as the browser counts it: bytes of bodies as they come over the wire. */
export type Load = {
  html: number;
  /** Scripts asked for before the load event: what a first visit waits for. */
  firstScripts: number;
  /** All scripts so far. */
  scripts: number;
  requests: number;
  /** Cumulative layout shift. */
  shift: number;
};

type Asked = { type: string; at: number; bytes: number };

/** Opens a page with nothing in the cache, over gzip, which browsers offer everywhere, and counts until it is quiet. */
export async function openCounting(page: Page, url: string) {
  await page.addInitScript(countShift);
  const client = await page.context().newCDPSession(page);
  const { asked, loadedAt } = await countRequests(client);
  await page.goto(url, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  const firstBefore = await loadedAt;
  return {
    /** What it has cost by now. */
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
  const loaded = Promise.withResolvers<number>();
  client.on("Network.requestWillBeSent", ({ requestId, type = "Other", timestamp }) =>
    asked.set(requestId, { type, at: timestamp, bytes: 0 }),
  );
  client.on("Network.responseReceived", ({ requestId, response }) => {
    const one = asked.get(requestId);
    // What has come by then is the head.
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
  return { asked, loadedAt: loaded.promise };
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
