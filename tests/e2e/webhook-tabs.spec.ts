import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import type { Receiver } from "../support/receiver.ts";
import type { Tocsin } from "../support/server.ts";
import { until } from "../support/until.ts";
import { ADMIN, expect, expectAccessible, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";
const TABS = ["Details", "Deliveries", "Security", "Used by"];

const tabsOf = (page: Page) => page.getByRole("navigation", { name: "Webhook" }).getByRole("link");
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Webhook" }).getByRole("link", { name });

/** A webhook in the health `health`, which the receiver's answers to `alerts` alerts have caused. */
async function webhookIn(tocsin: Tocsin, receiver: Receiver, health: string, alerts: number) {
  const api = connect(tocsin);
  const { id } = await api.createChannel({
    name: "Jira",
    url: `${receiver.url}/hook`,
    retry_schedule: [600],
  });
  for (let index = 0; index < alerts; index++) await api.post({ alert_title: `Disk ${index}` });
  await until(`it to be ${health}`, async () => {
    const { body } = await api.get<{ health: string }>(`/api/v1/channels/${id}`);
    return body.health === health;
  });
  return { api, id, path: `${WEBHOOKS}/${id}` };
}

test("the tabs of a webhook are links with their own addresses", async ({ page, tocsin, receiver }) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  const { id } = await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  const other = await api.createChannel({ name: "Pager", url: `${receiver.url}/pager` });
  const { results } = await api.post({ alert_title: "Disk almost full" });
  await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: id });
  await signIn(page, tocsin, `${WEBHOOKS}/${id}`);

  await test.step("one is current; Tab moves between them, Enter opens one, Back goes back", async () => {
    await expect(tabsOf(page)).toHaveText(TABS);
    await expect(tab(page, "Details")).toHaveAttribute("aria-current", "page");
    await tab(page, "Details").focus();
    await page.keyboard.press("Tab");
    await expect(tab(page, "Deliveries")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${tocsin.url}${WEBHOOKS}/${id}/deliveries`);
    await expect(tab(page, "Deliveries")).toHaveAttribute("aria-current", "page");
    await expect(tab(page, "Details")).not.toHaveAttribute("aria-current");
    await page.goBack();
    await expect(tab(page, "Details")).toHaveAttribute("aria-current", "page");
  });

  await test.step("each shows the webhook's name and state in its header, and is accessible", async () => {
    for (const name of TABS) {
      await tab(page, name).click();
      await expect(tab(page, name)).toHaveAttribute("aria-current", "page");
      await expect(page.getByRole("heading", { level: 1, name: "Jira" })).toBeVisible();
      await expect(page.getByRole("main").getByText("Enabled", { exact: true }).first()).toBeVisible();
      await expectAccessible(page);
    }
  });

  await test.step("Deliveries shows only this webhook's, by state", async () => {
    await tab(page, "Deliveries").click();
    await expect(page.getByRole("rowheader")).toHaveText(["Disk almost full"]);
    await page.getByRole("combobox", { name: "State" }).selectOption("failed");
    await expect(page).toHaveURL(/deliveries\?state=failed$/);
    await expect(page.getByText("No deliveries match this.")).toBeVisible();
  });

  await test.step("Used by names the senders", async () => {
    await tab(page, "Used by").click();
    await expect(page.getByRole("link", { name: "All alerts" })).toBeVisible();
  });

  await test.step("Security shows how to verify requests; the arrows choose the language", async () => {
    await tab(page, "Security").click();
    const language = (name: string) => page.getByRole("tab", { name });
    await expect(page.getByRole("tabpanel")).toContainText("verify.mjs");
    await language("Node").focus();
    for (const [key, name] of [
      ["ArrowRight", "Python"],
      ["End", "curl + openssl"],
      ["ArrowRight", "Node"],
      ["ArrowLeft", "curl + openssl"],
      ["Home", "Node"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(language(name)).toBeFocused();
      await expect(language(name)).toHaveAttribute("aria-selected", "true");
      await expect(page.getByRole("tabpanel", { name })).toBeVisible();
    }
  });

  await test.step("leaving Details for another tab with unsaved changes asks; only Details has its footer", async () => {
    await tab(page, "Details").click();
    await page.getByLabel("Name").fill("Jira Cloud");
    await tab(page, "Security").click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Stay" }).click();
    await expect(page.getByLabel("Name")).toHaveValue("Jira Cloud");
    await tab(page, "Security").click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
    await expect(page.getByRole("region", { name: "Signing secret" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  });

  await test.step("another webhook's page shows nothing of this one", async () => {
    await page.goto(`${tocsin.url}${WEBHOOKS}/${other.id}/deliveries`);
    await expect(page.getByRole("heading", { level: 1, name: "Pager" })).toBeVisible();
  });

  await test.step("a webhook that is not there", async () => {
    for (const tab of ["", "/deliveries", "/security", "/used-by"]) {
      const path = `${WEBHOOKS}/chn_none${tab}`;
      await page.goto(tocsin.url + path);
      await expect(page.getByText(`There is no webhook at ${path}:`)).toBeVisible();
    }
  });
});

test("the tabs work without JavaScript", async ({ browser, page, tocsin, receiver }) => {
  const { id } = await connect(tocsin).createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  await signIn(page, tocsin);
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const quiet = await plain.newPage();
  await quiet.goto(`${tocsin.url}${WEBHOOKS}/${id}`);
  for (const name of TABS) {
    await tab(quiet, name).click();
    await expect(tab(quiet, name)).toHaveAttribute("aria-current", "page");
    await expect(quiet.getByRole("heading", { level: 1, name: "Jira" })).toBeVisible();
  }
  await plain.close();
});

test("a disabled webhook can be enabled from any tab, and its form takes that over", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(90_000);
  const api = connect(tocsin);
  const { id } = await api.createChannel({ name: "Jira", url: `${receiver.url}/hook`, enabled: false });
  await signIn(page, tocsin, `${WEBHOOKS}/${id}/used-by`);
  const note = page.getByText("This webhook is disabled");

  await test.step("the focus moves to the title", async () => {
    await page.getByRole("button", { name: "Enable" }).press("Enter");
    await expect(note).toHaveCount(0);
    await expect(page.getByText("New alerts are sent.")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Jira" })).toBeFocused();
  });

  await test.step("above a form with changes, which stay and can be saved", async () => {
    await api.updateChannel(id, { enabled: false });
    await tab(page, "Details").click();
    await expect(page.getByRole("radio", { name: "Disabled" })).toBeChecked();
    await page.getByLabel("Name").fill("Jira Cloud");
    await page.getByRole("button", { name: "Enable" }).click();
    await expect(note).toHaveCount(0);
    await expect(page.getByRole("radio", { name: "Enabled" })).toBeChecked();
    await expect(page.getByLabel("Name")).toHaveValue("Jira Cloud");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Jira Cloud is saved")).toBeVisible();
    expect((await api.get(`/api/v1/channels/${id}`)).body).toMatchObject({
      name: "Jira Cloud",
      enabled: true,
    });
  });
});

test("a failing webhook shows its last answer, with a link to that delivery", async ({
  page,
  tocsin,
  receiver,
}) => {
  receiver.answer = () => ({ status: 503 });
  const { path } = await webhookIn(tocsin, receiver, "failing", 5);
  await signIn(page, tocsin, `${path}/security`);
  await expect(page.getByText(/answered 503/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "View the failing delivery" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Disk/ })).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Show what waits" }).click();
  await expect(page).toHaveURL(`${tocsin.url}${path}/deliveries?state=pending`);
  await expect(page.getByRole("rowheader")).toHaveCount(5);
});

test("a refusing webhook says why, with a link to the failed deliveries", async ({
  page,
  tocsin,
  receiver,
}) => {
  receiver.answer = () => ({ status: 401 });
  const { path } = await webhookIn(tocsin, receiver, "refusing", 3);
  await signIn(page, tocsin, path);
  await expect(page.getByText(/answered 401/)).toBeVisible();
  await page.getByRole("link", { name: "Show what failed" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(3);
});

test("a wait that the receiver asked for is shown with its end", async ({ page, tocsin, receiver }) => {
  receiver.answer = () => ({ status: 429, headers: { "retry-after": "240" } });
  const { api, id, path } = await webhookIn(tocsin, receiver, "healthy", 1);
  const [delivery] = await api.deliveries({ channel_id: id });
  await api.waitForDelivery(delivery?.event_id ?? "", "pending", { attempts: 1 });
  await signIn(page, tocsin, `${path}/used-by`);
  await expect(page.getByText("Held", { exact: true })).toBeVisible();
  await expect(page.getByText(/Deliveries go on in [34] min/)).toBeVisible();
});

test("a viewer sees the tabs without the actions", async ({ page, tocsin, receiver }) => {
  receiver.answer = () => ({ status: 410 });
  const { path } = await webhookIn(tocsin, receiver, "disabled", 1);
  const viewer = { email: "vera@example.com", password: ADMIN.password };
  const args = ["--email", viewer.email, "--name", "Vera", "--role", "viewer", "--password-file", "-"];
  await cli(["user", "create", ...args], { dataDir: tocsin.dataDir, stdin: viewer.password });
  await signIn(page, tocsin, "/", viewer);
  for (const name of ["", "/deliveries", "/security", "/used-by"]) {
    await page.goto(`${tocsin.url}${path}${name}`);
    await expect(page.getByText("You can look at this webhook; an admin can change it.")).toBeVisible();
    await expect(page.getByText("Tocsin disabled this webhook")).toBeVisible();
    await expect(page.getByRole("button", { name: /Enable|Test Webhook|Save|Rotate/ })).toHaveCount(0);
  }
});
