import type { Page } from "@playwright/test";
import { sourceDescriptions } from "#lib/domain/source/sources.ts";
import { connect, createApiKey } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import { inDatabase } from "../support/database.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { ADMIN, expect, expectAccessible, signIn, takenOver, test } from "./fixtures.ts";

const { sample } = sourceDescriptions.grafana;

/** Posts a body as Grafana does. */
const post = (tocsin: Tocsin, key: string, body = sample.body) =>
  fetch(`${tocsin.url}/api/v1/in/grafana`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body,
  });

const rowOf = (page: Page, name: string | RegExp) => page.getByRole("row").filter({ hasText: name });

test("an admin adds Grafana: a key, its configuration, and the first alert by itself", async ({
  page,
  tocsin,
}) => {
  test.setTimeout(120_000);
  await signIn(page, tocsin, "/sources");

  await test.step("from the empty list to the type", async () => {
    await expect(page.getByText("Nothing has posted an alert yet.")).toBeVisible();
    await page.getByRole("link", { name: "Add source" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Add source" })).toBeVisible();
    await page.getByRole("link", { name: /^Grafana/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Add Grafana" })).toBeVisible();
    await expect(page.getByText("Listening…")).toBeVisible();
    await expect(page.getByText(`${tocsin.url}/api/v1/in/grafana`).first()).toBeVisible();
    await expectAccessible(page);
  });

  const key = await test.step("a new key stands in the configuration", async () => {
    await expect(page.getByText("YOUR_API_KEY")).not.toHaveCount(0);
    const make = page.getByRole("button", { name: "Make key" });
    await takenOver(make);
    await page.getByLabel("Name of the key").fill("");
    await make.click();
    await expect(page.getByText("Name is required.")).toBeVisible();
    await page.getByLabel("Name of the key").fill("Grafana (prod)");
    await make.click();
    await expect(page.getByText("it can't be shown again")).toBeVisible();
    await expect(page.getByText("YOUR_API_KEY")).toHaveCount(0);
    const shown =
      (await page
        .getByText(/tocsin_[\w-]{49}/)
        .first()
        .textContent()) ?? "";
    await expect(page.getByRole("region", { name: /Credentials/ })).toContainText(shown);
    return shown;
  });

  await test.step("a wrong key and a wrong body are said where one is looking", async () => {
    expect((await post(tocsin, "tocsin_wrong")).status).toBe(401);
    await expect(page.getByText("A post came in without a valid key")).toBeVisible();
    expect((await post(tocsin, key, "{}")).status).toBe(422);
    await expect(page.getByText("A post was refused")).toBeVisible();
    await expect(page.getByText("(422)")).toBeVisible();
    await expect(page.getByText("Listening…")).toBeVisible();
  });

  await test.step("the first alert takes the place of Listening…", async () => {
    expect((await post(tocsin, key)).status).toBe(202);
    await expect(page.getByText("It works: an alert came in")).toBeVisible();
    await expect(page.getByText("Listening…")).toHaveCount(0);
    await expect(page.getByText("A post was refused")).toHaveCount(0);
    await expectAccessible(page);
    const alert = page.getByRole("status").getByRole("link");
    const title = (await alert.textContent()) ?? "";
    await alert.click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  });

  await test.step("the list says who sends and what was refused, and follows", async () => {
    await page.getByRole("link", { name: "Sources", exact: true }).click();
    const row = rowOf(page, "Grafana (prod)");
    await expect(row).toContainText("Sending");
    await expect(rowOf(page, "No valid key")).toContainText("Refused with 401");
    await post(tocsin, key, "{}");
    await expect(row.getByText(/^Refused with 422: /)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("searchbox").fill("prod");
    await page.getByRole("searchbox").press("Enter");
    await expect(rowOf(page, "No valid key")).toHaveCount(0);
    await row.getByRole("link", { name: "Grafana" }).click();
  });

  await test.step("the type's page has its hours, senders and mapping", async () => {
    await expect(page.getByRole("heading", { level: 1, name: "Grafana" })).toBeVisible();
    await expect(page.getByRole("img", { name: /and 3 refused posts/ })).toBeVisible();
    await expect(rowOf(page, "Grafana (prod)")).toBeVisible();
    await expect(page.getByText("How it becomes an alert")).toBeVisible();
    await expectAccessible(page);
  });
});

test("a key that there is can be chosen, but only one whose one scope is ingest", async ({
  page,
  tocsin,
}) => {
  const key = createApiKey(tocsin.dataDir, ["ingest"], "Grafana");
  createApiKey(tocsin.dataDir, ["ingest", "read"], "Both");
  expect((await post(tocsin, key)).status).toBe(202);
  // Posts are noted every two seconds; one that is noted after the page's first read is news there.
  const noted = () =>
    inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT count(*) FROM senders").pluck().get());
  await expect.poll(noted).toBe(1);
  await signIn(page, tocsin, "/sources/add?type=grafana");
  const choose = page.getByRole("button", { name: "Use a key that you have" });
  await takenOver(choose);
  await expect(page.getByLabel("Name of the key")).toHaveValue("Grafana 2");
  await choose.click();
  await page.getByRole("combobox", { name: "API key" }).click();
  await expect(page.getByRole("option")).toHaveText(["Grafana"]);
  await page.getByRole("option", { name: "Grafana" }).click();
  await expect(page.getByText("Tocsin can't show it again")).toBeVisible();
  await expect(page.getByText("Listening…")).toBeVisible();
  expect((await post(tocsin, key)).status).toBe(202);
  await expect(page.getByText("It works: an alert came in")).toBeVisible();
});

test("an admin changes a type's settings, and a conflict shows both versions", async ({ page, tocsin }) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  const settingsOf = async (type: string) =>
    (await api.get<Record<string, unknown>>(`/api/v1/sources/${type}`)).body;
  const save = () => page.getByRole("button", { name: "Save" }).click();
  const labels = page.getByLabel("Ignored labels");

  await test.step("the labels that Prometheus' identity leaves out", async () => {
    await signIn(page, tocsin, "/sources/types/prometheus");
    await takenOver(page.getByRole("button", { name: "Save" }));
    await expect(labels).toHaveValue("replica\nprometheus_replica");
    await labels.fill("replica\npod");
    await save();
    await expect(page.getByText("The settings of Prometheus are saved")).toBeVisible();
    expect(await settingsOf("prometheus")).toMatchObject({ ignore_labels: ["replica", "pod"] });
  });

  await test.step("somebody else's change meanwhile", async () => {
    const theirs = { ignore_labels: ["az"] };
    expect((await api.request("PATCH", "/api/v1/sources/prometheus", { body: theirs })).status).toBe(200);
    await labels.fill("replica\nnode");
    await save();
    await expect(page.getByText("Somebody else changed these settings while you did")).toBeVisible();
    await expect(page.getByText("Theirs: az")).toBeVisible();
    await expectAccessible(page);
    await save();
    await expect(page.getByText("Somebody else changed these settings")).toHaveCount(0);
    expect(await settingsOf("prometheus")).toMatchObject({ ignore_labels: ["replica", "node"] });
  });

  await test.step("Sentry's secret is saved, never shown, and deleted", async () => {
    await page.goto(`${tocsin.url}/sources/types/sentry`);
    const secret = page.getByLabel("Signing secret", { exact: false }).first();
    await takenOver(page.getByRole("button", { name: "Save" }));
    await secret.fill("correct horse battery");
    await save();
    await expect(page.getByText("Posts without a right signature are refused.")).toBeVisible();
    expect(await page.content()).not.toContain("correct horse battery");
    await page.reload();
    expect(await page.content()).not.toContain("correct horse battery");
    await expectAccessible(page);
    await takenOver(page.getByRole("button", { name: "Save" }));
    await page.getByRole("button", { name: "Delete Signing secret" }).click();
    await save();
    await expect(page.getByText("The settings of Sentry are saved")).toBeVisible();
    const rows = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT count(*) FROM source_secrets").pluck().get(),
    );
    expect(rows).toBe(0);
  });
});

test("a viewer sees what sends, and nothing to change it by", async ({ page, tocsin }) => {
  const key = createApiKey(tocsin.dataDir, ["ingest"], "Grafana (prod)");
  await post(tocsin, key);
  const who = { email: "vera@example.com", password: "correct horse battery" };
  const args = ["user", "create", "--email", who.email, "--name", "Vera", "--role", "viewer"];
  await cli([...args, "--password-file", "-"], { dataDir: tocsin.dataDir, stdin: `${who.password}\n` });
  await signIn(page, tocsin, "/sources", who);
  await expect(rowOf(page, "Grafana (prod)")).toContainText("Sending");
  await expect(page.getByRole("link", { name: /^Add/ })).toHaveCount(0);
  await page.goto(`${tocsin.url}/sources/types/prometheus`);
  await expect(page.getByLabel("Ignored labels")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await page.goto(`${tocsin.url}/sources/add?type=grafana`);
  await expect(page.getByText("Only admins add sources: ask one of them.")).toBeVisible();
});

test("a topic of Amazon SNS waits for an admin's click", async ({ page }) => {
  test.setTimeout(120_000);
  // No test may ask Amazon.
  await using tocsin = await startTocsin({
    env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, OUTBOUND_DENY: "0.0.0.0/0,::/0" },
  });
  const key = createApiKey(tocsin.dataDir, ["ingest"], "Alarms");
  const topic = "arn:aws:sns:eu-central-1:123456789012:alarms";
  await signIn(page, tocsin, "/sources/add?type=aws-sns");
  await expect(page.getByText("No topic has asked yet.")).toBeVisible();
  const answer = await fetch(`${tocsin.url}/api/v1/in/aws-sns`, {
    method: "POST",
    headers: {
      "content-type": "text/plain; charset=UTF-8",
      authorization: `Basic ${btoa(`sns:${key}`)}`,
      "x-amz-sns-message-type": "SubscriptionConfirmation",
    },
    body: JSON.stringify({
      Type: "SubscriptionConfirmation",
      MessageId: "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
      Token: "2336412f37",
      TopicArn: topic,
      Message: "You have chosen to subscribe to the topic.",
      SubscribeURL: `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=2336412f37`,
      Timestamp: "2026-11-28T09:41:12.032Z",
      SignatureVersion: "1",
      Signature: "EXAMPLE",
      SigningCertURL: "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem",
    }),
  });
  expect(answer.ok).toBe(true);
  await expect(page.getByText(topic)).toBeVisible();
  await expect(page.getByText("with the key Alarms")).toBeVisible();
  expect(await page.content()).not.toContain("2336412f37");
  await page.goto(`${tocsin.url}/sources`);
  await expect(page.getByText("A topic waits to be confirmed")).toBeVisible();
  await page.getByRole("link", { name: "Show", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Amazon SNS" })).toBeVisible();
  await expectAccessible(page);
  const confirm = page.getByRole("button", { name: `Confirm ${topic}` });
  await takenOver(confirm);
  await confirm.click();
  await expect(page.getByText("The subscription is not confirmed")).toBeVisible();
  await expect(page.getByText("Amazon SNS could not be asked")).toBeVisible();
  await expect(page.getByText("The last try came to")).toBeVisible();
  await expect(confirm).toBeVisible();
  await page.getByRole("button", { name: `Dismiss ${topic}` }).click();
  await expect(page.getByText("The topic is dismissed")).toBeVisible();
  await expect(page.getByText("No topic has asked yet.")).toBeVisible();
});
