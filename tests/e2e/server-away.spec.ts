import type { Page, Request } from "@playwright/test";
import { connect } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { ADMIN, test as base, expect, popupsLoaded, signIn } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";

/** A server that can stop, and start again at the same address with the same data. */
type Server = { tocsin: Tocsin; start(): Promise<void> };

const test = base.extend<{ server: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures this one wants from the pattern
  server: async ({}, use) => {
    using folder = temporaryFolder();
    const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PORT: String(await freePort()) };
    const options = { env, dataDir: folder.path };
    const server: Server = {
      tocsin: await startTocsin(options),
      start: async () => {
        server.tocsin = await startTocsin(options);
      },
    };
    await use(server);
    await server.tocsin.kill();
  },
});

const awayLine = (page: Page) => page.getByText("Can't reach Tocsin, trying again…");

/** Marks this document. The mark is gone after any full load. */
async function markDocument(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
}

async function expectSameDocument(page: Page): Promise<void> {
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
}

/** The requests that the page makes from now on. */
function requestsOf(page: Page, wanted: (request: Request) => boolean): Request[] {
  const requests: Request[] = [];
  page.on("request", (request) => wanted(request) && requests.push(request));
  return requests;
}

const isAction = (request: Request) => request.method() === "POST";

for (const [how, end] of [
  ["stopped", (tocsin: Tocsin) => tocsin.stop()],
  ["killed", (tocsin: Tocsin) => tocsin.kill()],
] as const)
  test(`an open form survives a server that is ${how}, and is saved once`, async ({ page, server }) => {
    await signIn(page, server.tocsin, `${WEBHOOKS}/new`);
    await markDocument(page);
    // The preview is asked for by itself, once.
    await expect(page.getByText("Content type", { exact: true })).toBeVisible();
    const saves = requestsOf(page, isAction);
    await page.getByLabel("Name").fill("Jira");
    await page.getByLabel("URL", { exact: true }).fill("http://127.0.0.1:9/hook");

    await test.step("a Save without an answer says so at the top of the form", async () => {
      await end(server.tocsin);
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("alert").filter({ hasText: "Tocsin did not answer" })).toBeFocused();
      await expect(awayLine(page)).toBeVisible();
      await expect(page.getByLabel("Name")).toHaveValue("Jira");
    });

    await test.step("Tocsin is back: the page says so by itself, and sends nothing again", async () => {
      await server.start();
      await expect(page.getByRole("alert").filter({ hasText: "Tocsin is back" })).toBeVisible();
      await expect(awayLine(page)).toBeHidden();
      expect(saves).toHaveLength(1);
      await expect(page.getByLabel("Name")).toHaveValue("Jira");
      await expectSameDocument(page);
    });

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await expect(page.getByRole("rowheader")).toHaveText(["Jira"]);
    expect(saves).toHaveLength(2);
    await expectSameDocument(page);
  });

test("leaving a form while the server is away keeps the form until the next page is loaded", async ({
  page,
  server,
}) => {
  const loaded = popupsLoaded(page);
  await signIn(page, server.tocsin, `${WEBHOOKS}/new`);
  await markDocument(page);
  await page.getByLabel("Name").fill("Jira");
  await loaded;
  await server.tocsin.kill();
  await page.getByRole("link", { name: "Deliveries" }).click();
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(awayLine(page)).toBeVisible();
  await expect(page.getByLabel("Name")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Jira");
  await server.start();
  await expect(page.getByRole("heading", { level: 1, name: "Deliveries" })).toBeVisible();
  await expectSameDocument(page);
});

test("an open list stays while the server is away, whatever is pressed, and goes on by itself", async ({
  page,
  server,
}) => {
  test.setTimeout(180_000);
  const api = connect(server.tocsin);
  for (let number = 1; number <= 51; number++) await api.post({ alert_title: `Disk ${number}` });
  await signIn(page, server.tocsin, "/alerts");
  await markDocument(page);
  const rows = page.getByRole("rowheader");
  await expect(rows).toHaveCount(50);

  await test.step("it notices by itself, and keeps its rows", async () => {
    await server.tocsin.kill();
    await expect(awayLine(page)).toBeVisible({ timeout: 15_000 });
    await expect(rows).toHaveCount(50);
  });

  await test.step("it goes on by itself, and shows what has come since", async () => {
    await server.start();
    await expect(awayLine(page)).toBeHidden();
    await connect(server.tocsin).post({ alert_title: "After the restart" });
    await expect(rows.first()).toHaveText("After the restart", { timeout: 15_000 });
    await expectSameDocument(page);
  });

  await test.step("it notices also while a row is selected", async () => {
    const first = page.getByRole("checkbox", { name: "Select After the restart" });
    await first.check();
    await server.tocsin.kill();
    await expect(awayLine(page)).toBeVisible({ timeout: 15_000 });
    await expect(first).toBeChecked();
    await server.start();
    await expect(awayLine(page)).toBeHidden();
    await first.uncheck();
  });

  for (const [what, press, arrived] of [
    ["a column's title", () => page.getByRole("link", { name: "Priority" }).click(), /sort=priority/],
    ["Older", () => page.getByRole("link", { name: /Older|Next page/ }).click(), /cursor=/],
    ["a search", () => page.getByRole("searchbox").fill("Disk 7"), /q=Disk/],
    ["another page", () => page.getByRole("link", { name: "Rules" }).click(), /\/rules$/],
  ] as const)
    await test.step(`${what}, pressed while it is away, keeps the page and follows later`, async () => {
      const count = await rows.count();
      await server.tocsin.kill();
      await press();
      await expect(awayLine(page)).toBeVisible();
      await expect(rows).toHaveCount(count);
      await server.start();
      await expect(page).toHaveURL(arrived);
      await expect(awayLine(page)).toBeHidden();
      await expectSameDocument(page);
    });
});
