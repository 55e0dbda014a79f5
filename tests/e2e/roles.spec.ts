import type { Page } from "@playwright/test";
import { PAGES } from "../integration/access/classes.ts";
import { connect } from "../support/api.ts";
import { filledAddress } from "../support/built.ts";
import { tocsin as cli } from "../support/cli.ts";
import { idsOfPeople } from "../support/database.ts";
import type { Tocsin } from "../support/server.ts";
import { expect, signIn, takenOver, test } from "./fixtures.ts";

/** What somebody may press who may only look. */
const LOOKING =
  /^(?:Pause updates|Filters?|Search .*|Copy .*|Actions for .*|Open alert|Show timeline|Node|Python|Go|curl \+ openssl|Status|Priority|Category|Source|Sort|State|Channel|Created|Reason|Outcome|HTTP status|Tests|Role|Scope|Second factor)$/;

/** What an operator may press besides. */
const OPERATING =
  /^(?:Mute|End mute|Acknowledge|Resolve|Reopen|Redeliver|Redeliver failed|Send now|Cancel|Test Webhook|Select .*)$/;

const READ_PAGES = Object.entries(PAGES).flatMap(([page, right]) => (right === "read" ? [page] : []));

async function makeThings(tocsin: Tocsin, url: string): Promise<Record<string, string>> {
  const api = connect(tocsin);
  const { id: webhooks } = await api.createChannel({ name: "Jira", url });
  await api.createChannel({ name: "Off", url, enabled: false });
  const { id: rules } = await api.createRule({ name: "Critical" });
  const { results } = await api.post({ alert_id: "disk-1", alert_title: "Disk full", source_name: "Host" });
  const { id: deliveries } = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", {
    channelId: webhooks,
  });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await api.request("POST", "/api/v1/mutes", { body: { alert_id: "disk-1", until } });
  return {
    ...idsOfPeople(tocsin.dataDir),
    webhooks,
    rules,
    deliveries,
    alerts: "disk-1",
    types: "prometheus",
  };
}

async function openAs(page: Page, tocsin: Tocsin, role: string): Promise<void> {
  const email = `${role}@example.com`;
  const password = "correct horse battery";
  const args = ["--email", email, "--name", role, "--role", role, "--password-file", "-"];
  await cli(["user", "create", ...args], { dataDir: tocsin.dataDir, stdin: password });
  await signIn(page, tocsin, "/", { email, password });
}

/** The name of everything on the page that can be pressed or typed into, and of all items of its menus. */
async function controlsOf(page: Page): Promise<string[]> {
  const main = page.getByRole("main");
  const names: string[] = [];
  for (const role of [
    "button",
    "textbox",
    "combobox",
    "checkbox",
    "switch",
    "radio",
    "searchbox",
    "spinbutton",
  ] as const)
    for (const control of await main.getByRole(role, { disabled: false }).all())
      names.push(await nameOf(control));
  for (const menu of await main.getByRole("button", { name: /^Actions for/ }).all()) {
    await menu.click();
    names.push(...(await page.getByRole("menuitem").allTextContents()));
    await page.keyboard.press("Escape");
  }
  return names;
}

/** Its accessible name, as the first line of its snapshot says it: `- button "Save"`. */
async function nameOf(control: ReturnType<Page["locator"]>): Promise<string> {
  const [line = ""] = (await control.ariaSnapshot()).split("\n");
  return /"(.*)"/.exec(line)?.[1] ?? line;
}

test.describe("nobody sees what they may not press", () => {
  for (const [role, may] of [
    ["viewer", (name: string) => LOOKING.test(name)],
    ["operator", (name: string) => LOOKING.test(name) || OPERATING.test(name)],
  ] as const)
    test(`as ${role}`, async ({ page, tocsin, receiver }) => {
      test.setTimeout(240_000);
      const ids = await makeThings(tocsin, `${receiver.url}/hook`);
      await openAs(page, tocsin, role);
      const seen = new Set<string>();
      for (const pattern of READ_PAGES)
        await test.step(pattern, async () => {
          await page.goto(tocsin.url + filledAddress(pattern, ids));
          await takenOver(page.getByRole("button", { name: /^Account/ }));
          const controls = await controlsOf(page);
          expect(controls.filter((name) => !may(name))).toEqual([]);
          for (const name of controls) seen.add(name);
        });
      expect([...seen].some((name) => OPERATING.test(name))).toBe(role === "operator");
    });
});

test("pages say who may change what they show", async ({ page, tocsin, receiver }) => {
  const ids = await makeThings(tocsin, `${receiver.url}/hook`);
  await openAs(page, tocsin, "viewer");
  for (const [pattern, who] of [
    ["/alerts", "Operators and admins change it"],
    ["/alerts/[alert_id]", "operators and admins change its status"],
    ["/deliveries", "Operators and admins send them again"],
    ["/deliveries/[id]", "operators and admins send it again"],
    ["/mutes", "Operators and admins mute"],
    ["/rules", "Admins add and change rules"],
    ["/rules/[id]", "an admin can change it"],
    ["/security-management/access-requests", "an admin can change them"],
    ["/settings/api-keys", "Only admins add and revoke them"],
    ["/settings/api-keys/[id]", "an admin can revoke it"],
    ["/settings/notification-channels/webhooks", "Admins add and change webhooks"],
    ["/settings/notification-channels/webhooks/[id]", "an admin can change it"],
    ["/sources", "Admins add sources and change their settings"],
    ["/sources/types/[type]", "Admins add senders and change the settings"],
    ["/settings/users", "Only admins invite and change users"],
    ["/settings/users/[id]", "an admin can change them"],
  ] as const) {
    await page.goto(tocsin.url + filledAddress(pattern, ids));
    await expect(page.getByRole("main").getByText(who)).toBeVisible();
  }
});
