import type { Page } from "@playwright/test";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import { type Api, type Channel, connect, type Rule } from "../support/api.ts";
import { expect, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";
const JIRA_URL = "http://127.0.0.1:9/jira";

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();
const note = (page: Page) => page.getByRole("alert").filter({ hasText: "Somebody else changed" });
const take = (page: Page, label: string) => page.getByRole("button", { name: `Take theirs: ${label}` });

async function addHeader(page: Page, name: string, value: string): Promise<void> {
  await page.getByRole("button", { name: "Add Header" }).click();
  const row = page.getByRole("group", { name: /^Header \d/ }).last();
  await row.getByLabel("Key").fill(name);
  await row.getByLabel("Value", { exact: true }).fill(value);
}

async function addCondition(page: Page, field: string, value: string): Promise<void> {
  await page.getByRole("button", { name: "Add condition" }).click();
  const row = page.getByRole("group", { name: /^Condition \d/ }).last();
  await row.getByLabel("Key").fill(field);
  await page.keyboard.press("Escape");
  await row.getByLabel("Value").fill(value);
}

test("a webhook's rows that one admin added are shown after a conflict, and are what the next Save stores", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  const { id } = await api.createChannel({ name: "Jira", url: JIRA_URL });
  const stored = async () => (await api.get<Channel>(`/api/v1/channels/${id}`)).body;
  const header = page.getByRole("group", { name: /^Header \d/ });
  await signIn(page, tocsin, `${WEBHOOKS}/${id}`);

  await test.step("my header stays, and their new name and protected row appear", async () => {
    await addHeader(page, "X-Team", "blue");
    await api.updateChannel(id, {
      name: "Jira Cloud",
      url: `${JIRA_URL}/{{TOKEN}}`,
      url_secrets: [{ replacement: "TOKEN", value: "a-long-secret" }],
    });
    await save(page);
    await expect(note(page)).toBeFocused();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Jira Cloud");
    await expect(page.getByLabel("Replacement Value")).toHaveValue("TOKEN");
    await expect(header).toHaveCount(1);
    await expect(header.getByLabel("Key")).toHaveValue("X-Team");
    await expect(header.getByLabel("Value", { exact: true })).toHaveValue("blue");
  });

  await test.step("Save stores what is shown", async () => {
    await save(page);
    await expect(page).toHaveURL(tocsin.url + WEBHOOKS);
    expect(await stored()).toMatchObject({
      name: "Jira Cloud",
      url_secrets: [{ replacement: "TOKEN" }],
      headers: [{ name: "X-Team", value: "blue" }],
    });
  });

  await test.step("Take theirs replaces my rows, and the focus goes to the next choice, then to the note", async () => {
    await page.getByRole("link", { name: "Jira Cloud", exact: true }).click();
    await page.getByLabel("Name", { exact: true }).fill("Mine");
    await addHeader(page, "X-Mine", "1");
    await api.updateChannel(id, {
      name: "Theirs",
      headers: [{ name: "X-Theirs", value: "2", sensitive: false }],
    });
    await save(page);
    await expect(note(page).getByRole("term")).toHaveText(["Name", "Headers"]);
    await expect(header).toHaveCount(2);
    await take(page, "Name").click();
    await expect(take(page, "Headers")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(note(page)).toBeFocused();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Theirs");
    await expect(header).toHaveCount(1);
    await expect(header.getByLabel("Key")).toHaveValue("X-Theirs");
    await addHeader(page, "X-After", "3");
    await save(page);
    await expect(page).toHaveURL(tocsin.url + WEBHOOKS);
    expect((await stored()).headers.map(({ name }) => name)).toEqual(["X-Theirs", "X-After"]);
  });
});

test("a rule's conditions are shown after a conflict, and are what the next Save stores", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  const { id } = await api.createRule({ name: "Disks" });
  const change = (changes: object) => api.request("PATCH", `/api/v1/rules/${id}`, { body: changes });
  const stored = async () => (await api.get<Rule>(`/api/v1/rules/${id}`)).body;
  const condition = page.getByRole("group", { name: /^Condition \d/ });
  await signIn(page, tocsin, `/rules/${id}`);

  await test.step("my condition stays with their new name, and Save stores both", async () => {
    await addCondition(page, "details.host", "db-1");
    await change({ name: "Disks of databases" });
    await save(page);
    await expect(note(page)).toContainText("Their change of Name is in the form now.");
    await expect(condition).toHaveCount(1);
    await expect(condition.getByLabel("Value")).toHaveValue("db-1");
    await save(page);
    await expect(page).toHaveURL(`${tocsin.url}/rules`);
    expect(await stored()).toMatchObject({
      name: "Disks of databases",
      filters: { conditions: [{ field: "details.host", value: "db-1" }] },
    });
  });

  await test.step("Take all of theirs shows their conditions, and Save stores them", async () => {
    await page.getByRole("link", { name: "Disks of databases", exact: true }).click();
    await page.getByLabel("Rule Name").fill("Mine");
    await addCondition(page, "details.mine", "1");
    const theirs = { field: "details.theirs", operator: "is", value: "2" };
    await change({ name: "Theirs", filters: { match: "all", conditions: [theirs] } });
    await save(page);
    await expect(condition).toHaveCount(2);
    await page.getByRole("button", { name: "Take all of theirs" }).click();
    await expect(note(page)).toBeFocused();
    await expect(page.getByLabel("Rule Name")).toHaveValue("Theirs");
    await expect(condition).toHaveCount(1);
    await expect(condition.getByLabel("Value")).toHaveValue("2");
    await save(page);
    await expect(page).toHaveURL(`${tocsin.url}/rules`);
    expect(await stored()).toMatchObject({ name: "Theirs", filters: { conditions: [theirs] } });
  });
});

test("the cards of Access Requests are shown after a conflict, and are what the next Save stores", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  const jira = await api.createChannel({ name: "Jira", url: JIRA_URL });
  const pager = await api.createChannel({ name: "Pager", url: `${JIRA_URL}/pager` });
  const [first, second] = ACCESS_REQUEST_EVENTS;
  const card = (name: string) => page.getByRole("region", { name, exact: true });
  const cards = page.getByRole("button", { name: /^Remove / });
  await signIn(page, tocsin, "/security-management/access-requests");

  await test.step("my card and theirs are both there, each with its own events", async () => {
    await page.getByRole("button", { name: "Select Channel" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^Jira/ }).click();
    await card("Jira").getByRole("checkbox", { name: "Select All" }).check();
    await putCards(api, { [pager.id]: [first] });
    await save(page);
    await expect(note(page)).toContainText("Their change of Pager is in the form now.");
    await expect(cards).toHaveCount(2);
    await expect(card("Jira").getByText("7 EVENTS")).toBeVisible();
    await expect(card("Pager").getByText("1 EVENT", { exact: true })).toBeVisible();
  });

  await test.step("Save stores what is shown, and the note is gone", async () => {
    await save(page);
    await expect(page.getByText("The Access Requests settings are saved")).toBeVisible();
    await expect(note(page)).toHaveCount(0);
    expect(await storedCards(api)).toEqual({
      [jira.id]: ACCESS_REQUEST_EVENTS.toSorted(),
      [pager.id]: [first],
    });
  });

  await test.step("Take theirs brings back the card that I removed, and their removal of Jira holds", async () => {
    await page.getByRole("button", { name: "Remove Pager" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await putCards(api, { [pager.id]: [first, second] });
    await save(page);
    await expect(note(page).getByRole("term")).toHaveText(["Pager"]);
    await expect(cards).toHaveCount(0);
    await take(page, "Pager").click();
    await expect(note(page)).toBeFocused();
    await expect(cards).toHaveCount(1);
    await expect(card("Pager").getByText("2 EVENTS")).toBeVisible();
    await card("Pager").getByRole("checkbox", { name: "Request created" }).uncheck();
    await save(page);
    await expect(note(page)).toHaveCount(0);
    expect(await storedCards(api)).toEqual({ [pager.id]: [second] });
  });
});

/** The events of each channel with a card. */
type Cards = Record<string, readonly string[]>;

async function putCards(api: Api, cards: Cards): Promise<void> {
  const channels = Object.entries(cards).map(([channel_id, events]) => ({ channel_id, events }));
  const { status } = await api.request("PUT", "/api/v1/access-requests", { body: { channels } });
  expect(status).toBe(200);
}

async function storedCards(api: Api): Promise<Cards> {
  type Settings = { channels: { channel_id: string; events: string[] }[] };
  const { channels } = (await api.get<Settings>("/api/v1/access-requests")).body;
  return Object.fromEntries(channels.map(({ channel_id, events }) => [channel_id, events.toSorted()]));
}
