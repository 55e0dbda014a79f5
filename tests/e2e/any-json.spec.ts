import type { Page } from "@playwright/test";
import { connect, createApiKey } from "../support/api.ts";
import type { Tocsin } from "../support/server.ts";
import { expect, expectAccessible, signIn, takenOver, test } from "./fixtures.ts";

/** Posts a body to the source whose page is open. Returns the status. */
async function postTo(page: Page, tocsin: Tocsin, key: string, body: unknown): Promise<number> {
  const answer = await fetch(`${tocsin.url}/api/v1/in/${sourceIn(page)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "x-event": "build" },
    body: JSON.stringify(body),
  });
  return answer.status;
}

const sourceIn = (page: Page): string => /src_[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const member = (page: Page, name: string) =>
  page.getByRole("region", { name: "Members of the body" }).getByTitle(name, { exact: true });
const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`) });
const result = (page: Page) => section(page, "What it makes");

const BUILDS = {
  from: "ci-1",
  builds: [
    { job: "backup", ok: false, level: "High", log: { url: "https://ci.example.com/1" } },
    { job: "nightly", ok: true, level: "Low", log: { url: "https://ci.example.com/2" } },
  ],
  access_token: "hunter2",
};

test("an admin makes a source of any JSON from the first body that comes in", async ({ page, tocsin }) => {
  test.setTimeout(180_000);
  const key = createApiKey(tocsin.dataDir, ["ingest"], "CI");
  const api = connect(tocsin);
  await signIn(page, tocsin, "/sources/add");

  await test.step("a name gives it an address, and the page listens", async () => {
    await page.getByRole("link", { name: /Any JSON/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Any JSON" })).toBeVisible();
    await takenOver(page.getByRole("button", { name: "Save" }));
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Name is required.")).toBeVisible();
    await page.getByLabel("Name").fill("Build server");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Build server" })).toBeVisible();
    await expect(page.getByText("Listening…")).toBeVisible();
    await expect(section(page, "curl example")).toContainText(`${tocsin.url}/api/v1/in/${sourceIn(page)}`);
    await expectAccessible(page);
  });

  await test.step("the first body shows up by itself, refused for want of a title, its secret masked", async () => {
    expect(await postTo(page, tocsin, key, BUILDS)).toBe(422);
    await expect(page.getByText("Listening…")).toHaveCount(0);
    await expect(section(page, "Last bodies")).toContainText("Refused (422): ");
    await expect(member(page, "body.access_token")).toContainText("••••");
    await expect(page.getByText("hunter2")).toHaveCount(0);
  });

  await test.step("a press on a list and on members of its entries writes their expressions", async () => {
    await field(page, "List of alerts").focus();
    await member(page, "body.builds").click();
    await expect(field(page, "List of alerts")).toHaveValue("body.builds");
    await field(page, "Title").focus();
    await member(page, "body.builds[0].job").click();
    await expect(field(page, "Title")).toHaveValue("item.job");
    await expect(result(page)).toContainText("backup");
    await expect(result(page)).toContainText("Alert 2");
    await field(page, "Source name").focus();
    await member(page, "body.from").click();
    await expect(field(page, "Source name")).toHaveValue("body.from");
    await page.getByText("Headers", { exact: true }).click();
    await field(page, "Category").focus();
    await page.getByRole("button", { name: /^x-event/ }).click();
    await expect(field(page, "Category")).toHaveValue('headers["x-event"]');
    await expect(result(page)).toContainText("build");
    await expectAccessible(page);
  });

  await test.step("faults are said while typing: of an expression, and of one alert", async () => {
    await field(page, "Status").fill("item.ok ?");
    await expect(page.getByText("The expression ends too early (character 10).")).toBeVisible();
    await field(page, "Status").fill('item.ok ? "Resolved" : "Open"');
    await field(page, "Priority").fill("item.job");
    await expect(result(page)).toContainText("[0].priority: ");
    await expect(section(page, "Last bodies")).toContainText("Now refused: ");
    await field(page, "Priority").fill("item.level");
    await page.getByText("More fields", { exact: true }).click();
    await field(page, "Initiated by").fill('"CI"');
    await expect(result(page)).toContainText("Initiated by");
    await expect(section(page, "Last bodies")).toContainText("Now: 2 alerts");
  });

  await test.step("once it is saved, the next body becomes alerts", async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Build server is saved")).toBeVisible();
    expect(await postTo(page, tocsin, key, BUILDS)).toBe(202);
    await expect(section(page, "Last bodies")).toContainText("2 alerts: ");
    await section(page, "Last bodies")
      .getByRole("link", { name: /backup/ })
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "backup" })).toBeVisible();
    const alert = await api.alert(
      `${(await api.get<{ data: { id: string }[] }>("/api/v1/sources?limit=1")).body.data[0]?.id}:ci:backup · ci-1`,
    );
    expect(alert).toMatchObject({
      status: "Open",
      priority: "High",
      category: "build",
      source_name: "ci-1",
      initiated_by: "CI",
    });
  });

  await test.step("an earlier body can be shown, and the source deleted", async () => {
    await page.goBack();
    const bodies = section(page, "Last bodies").getByRole("listitem");
    await expect(bodies).toHaveCount(2);
    await bodies.last().getByRole("link").first().click();
    await expect(page).toHaveURL(/\?body=\d+$/);
    await expect(bodies.last().locator("[aria-current=true]")).toBeVisible();
    const remove = page.getByRole("button", { name: "Delete" });
    await takenOver(remove);
    await remove.click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page).toHaveURL(`${tocsin.url}/sources`);
    expect(
      (await api.get<{ data: { type: string }[] }>("/api/v1/sources?limit=1")).body.data[0]?.type,
    ).not.toBe("json");
  });
});

test("two admins change one source: the second sees both versions", async ({ page, tocsin }) => {
  const api = connect(tocsin);
  const body = { name: "Build server", fields: { alert_title: "body.a" } };
  const { id } = (await api.request<{ id: string }>("POST", "/api/v1/sources", { body })).body;
  await signIn(page, tocsin, `/sources/${id}`);
  await takenOver(page.getByRole("button", { name: "Save", exact: true }));
  await field(page, "Title").fill("body.b");
  await api.request("PATCH", `/api/v1/sources/${id}`, { body: { fields: { alert_title: "body.c" } } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("body.c")).toBeVisible();
  await expect(field(page, "Title")).toHaveValue("body.b");
});
