import { temporaryFolder } from "../support/folder.ts";
import { expect, test } from "./fixtures.ts";

test("a browser can install Tocsin: the manifest is valid, and everything it names needs no session", async ({
  playwright,
  launchOptions,
  tocsin,
}) => {
  // The tests' usual private windows can't install an app.
  using profile = temporaryFolder();
  await using context = await playwright.chromium.launchPersistentContext(profile.path, launchOptions);
  const page = await context.newPage();
  await page.goto(`${tocsin.url}/login`);
  const client = await context.newCDPSession(page);
  const { url, data, errors } = await client.send("Page.getAppManifest");
  expect(url).toBe(`${tocsin.url}/manifest.webmanifest`);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual([]);

  const manifest = JSON.parse(data ?? "{}") as { icons: { src: string; type: string; sizes: string }[] };
  for (const { src, type, sizes } of manifest.icons) {
    const answer = await page.request.get(tocsin.url + src);
    expect(answer.headers()["content-type"]).toBe(type);
    if (type === "image/png") expect(sizeOf(await answer.body())).toBe(sizes);
  }
});

test("the icon for an Apple home screen is linked, and needs no session", async ({ page, tocsin }) => {
  await page.goto(`${tocsin.url}/login`);
  const link = page.locator('link[rel="apple-touch-icon"]');
  await expect(link).toHaveAttribute("sizes", "180x180");
  const answer = await page.request.get(tocsin.url + (await link.getAttribute("href")));
  expect(sizeOf(await answer.body())).toBe("180x180");
});

/** Width and height of a PNG, from its first chunk. */
const sizeOf = (png: Buffer): string => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
