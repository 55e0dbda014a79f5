import { connect } from "../support/api.ts";
import { startReceiver } from "../support/receiver.ts";
import { expect, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";
const WEBHOOKS_PAGE = new RegExp(`${WEBHOOKS}$`);

test("a field's fault disappears as soon as another field's change corrects it, after a Test or a Save", async ({
  page,
  tocsin,
}) => {
  await signIn(page, tocsin, `${WEBHOOKS}/new`);
  const url = page.getByLabel("URL", { exact: true });
  const fault = page.getByText(/Neither this value nor/);
  await url.fill("http://127.0.0.1:9/other");
  await page.getByRole("checkbox", { name: "Protect sensitive data in the URL" }).click();
  await page.getByLabel("Replacement Value").fill("TOKEN");
  await page.getByLabel("Sensitive Value", { exact: true }).fill("s3cr3t-path");

  await test.step("a Test without a name", async () => {
    await page.getByRole("button", { name: "Test Webhook" }).click();
    await expect(fault).toBeVisible();
    await expect(page.getByLabel("Sensitive Value", { exact: true })).toBeFocused();
    await expect(page.getByText("Name is required.")).toHaveCount(0);
    await url.fill("http://127.0.0.1:9/s3cr3t-path");
    await expect(fault).toHaveCount(0);
    await page.getByRole("button", { name: "Test Webhook" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
  });

  await test.step("a Save", async () => {
    await url.fill("http://127.0.0.1:9/other");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(fault).toBeVisible();
    await expect(page.getByLabel("Name")).toBeFocused();
    await page.getByRole("button", { name: "Add Header" }).click();
    await url.fill("http://127.0.0.1:9/s3cr3t-path");
    await expect(fault).toHaveCount(0);
    await expect(page.getByText("Name is required.")).toBeVisible();
    await expect(page.getByText("Key is required.")).toHaveCount(0);
  });

  await test.step("after a refused Save, each changed field is validated, and a new row once something is typed in it", async () => {
    await page.getByLabel("Key", { exact: true }).fill("a b");
    await expect(page.getByText(/A header's key has letters/)).toBeVisible();
    await url.fill("ftp://127.0.0.1");
    await expect(page.getByText("Enter a URL that starts with https:// or http://.")).toBeVisible();
  });
});

test("the server's message about a field stays until that field changes; pressing Save twice saves once", async ({
  page,
  tocsin,
}) => {
  const { createChannel } = connect(tocsin);
  await createChannel({ name: "Jira", url: "http://127.0.0.1:9/jira" });
  await signIn(page, tocsin, `${WEBHOOKS}/new`);
  const taken = page.getByText('A channel is already named "Jira": choose another name.');
  await page.getByLabel("Name").fill("jira");
  await page.getByLabel("URL", { exact: true }).fill("http://127.0.0.1:9/pager");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(taken).toBeVisible();
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.getByLabel("URL", { exact: true }).fill("http://127.0.0.1:9/pagers");
  await expect(taken).toBeVisible();
  await page.getByLabel("Name").fill("Pager");
  await expect(taken).toHaveCount(0);

  let saves = 0;
  page.on("request", (request) => {
    // The preview's action knows no URL.
    const isAction = request.headers()["next-action"] !== undefined;
    if (isAction && request.postData()?.includes("http://127.0.0.1:9/pagers")) saves += 1;
  });
  await page.getByRole("button", { name: "Save" }).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page).toHaveURL(`${tocsin.url}${WEBHOOKS}`);
  expect(saves).toBe(1);
});

test("signing out with unsaved changes asks", async ({ page, tocsin }) => {
  await signIn(page, tocsin, `${WEBHOOKS}/new`);
  const signOut = async () => {
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  };
  await page.getByLabel("Name").fill("Jira");
  await signOut();
  await page.getByRole("button", { name: "Stay" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Jira");
  await signOut();
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/login/);
});

test("if the session has ended, Save says so and keeps what was typed", async ({ page, tocsin, context }) => {
  await signIn(page, tocsin, `${WEBHOOKS}/new`);
  await page.getByLabel("Name").fill("Jira");
  await page.getByLabel("URL", { exact: true }).fill("http://127.0.0.1:9/jira");
  await context.clearCookies();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "You are signed out" })).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveValue("Jira");
  await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", /\/login\?next=.*new$/);
  await signIn(await context.newPage(), tocsin);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alertdialog", { name: "Signing secret of Jira" })).toBeVisible();
});

test("an empty password can be saved, and entered again if another URL requires it", async ({
  page,
  tocsin,
}) => {
  await using receiver = await startReceiver();
  const api = connect(tocsin);
  await signIn(page, tocsin, `${WEBHOOKS}/new`);
  const password = page.getByLabel("Password", { exact: true });
  await page.getByLabel("Name").fill("Key as username");
  await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/hook`);
  await page.getByText("Basic Authentication").click();
  await page.getByLabel("Username").fill("sk_key");
  await expect(page.getByText(/May be empty, for services that take a key/)).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "I have stored it" }).click();

  await test.step("with another URL it must be entered again", async () => {
    await page.getByRole("link", { name: "Key as username" }).click();
    await expect(page.getByLabel("Password", { exact: true })).toContainText("Saved");
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/other`);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(password).toBeFocused();
    await page.getByRole("button", { name: "Use an empty password" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(WEBHOOKS_PAGE);
  });

  const { results } = await api.post({ alert_title: "A" });
  await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
  expect(receiver.requests.at(-1)).toMatchObject({
    path: "/other",
    headers: { authorization: `Basic ${Buffer.from("sk_key:").toString("base64")}` },
  });
});

test("after a new value in a protected URL, every other saved secret must be entered again", async ({
  page,
  tocsin,
}) => {
  const { id } = await connect(tocsin).createChannel({
    name: "Protected",
    url: "http://127.0.0.1:9/hook/{{TOKEN}}",
    url_secrets: [{ replacement: "TOKEN", value: "first-s3cret" }],
    auth: { type: "token", token: "bearer-s3cret" },
  });
  await signIn(page, tocsin, `${WEBHOOKS}/${id}`);
  await page.getByRole("button", { name: "Delete row 1" }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Replacement Value").fill("TOKEN");
  await page.getByLabel("Sensitive Value", { exact: true }).fill("second-s3cret");
  await expect(page.getByText("1 saved secret to be entered again or deleted before Save")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/A sensitive value in the URL is new/)).toBeVisible();
  await page.getByLabel("Auth Token", { exact: true }).fill("bearer-s3cret-2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(WEBHOOKS_PAGE);
});
