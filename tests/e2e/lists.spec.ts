import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { type Api, connect } from "../support/api.ts";
import { expect, signIn, takenOver, test } from "./fixtures.ts";
import { expectNoOverlap, expectNoSideways, rowHeights, smallTargets, tabStops } from "./list-layout.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";
const LISTS = ["/alerts", "/deliveries", "/rules", WEBHOOKS, "/settings/api-keys"];
const TITLE =
  "Backup of the customer database failed: no space left on device, and nobody has freed any since";

/** 50 alerts as they are every day: some with a category, some that came more than once. */
async function postAlerts(api: Api): Promise<void> {
  const alerts = Array.from({ length: 50 }, (_, n) => ({
    alert_id: `a-${n}`,
    alert_title: n % 5 === 0 ? `${TITLE} (${n})` : `Disk almost full on db-${n}`,
    priority: ["Critical", "High", "Medium", "Low"][n % 4],
    source_name: n % 3 === 0 ? "Nagios of the old data centre" : "Grafana",
    ...(n % 2 === 0 && { category: "Storage" }),
  }));
  await api.post(alerts);
  await api.post(alerts.slice(0, 3));
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("50 alerts are two lines each, with what can be done about them in reach of a finger", async ({
    page,
    tocsin,
  }) => {
    const api = connect(tocsin);
    await postAlerts(api);
    await api.createChannel({ name: "Jira", url: "http://127.0.0.1:9/hook" });
    await signIn(page, tocsin, "/alerts");
    const rows = page.locator("tbody tr");
    await expect(rows).toHaveCount(50);

    await test.step("within 5,000 pixels, all rows of one height", async () => {
      expect(
        await page.locator("tbody").evaluate((body) => body.getBoundingClientRect().height),
      ).toBeLessThan(4_000);
      expect(await rowHeights(page)).toHaveLength(1);
      await expectNoSideways(page);
      await expectNoOverlap(page);
    });

    await test.step("title, state and menu first, then what else it says; nothing that says nothing", async () => {
      const row = rows.filter({ hasText: "db-49" });
      const middle = async (part: ReturnType<Page["locator"]>) => {
        const box = await part.boundingBox();
        return (box?.y ?? 0) + (box?.height ?? 0) / 2;
      };
      const first = await middle(row.getByRole("link"));
      for (const part of [row.getByText("Open", { exact: true }), row.getByRole("button")])
        expect(Math.abs((await middle(part)) - first)).toBeLessThan(4);
      for (const text of ["Grafana", "ago"])
        expect((await middle(row.getByText(text))) - first).toBeGreaterThan(15);
      await expect(row).not.toContainText("None");
      await expect(row.getByText("times")).toBeHidden();
      await expect(rows.filter({ hasText: "db-1" }).first().getByText("times")).toBeVisible();
    });

    await test.step("one button holds the filters, and counts those that are on", async () => {
      await expect(page.getByRole("combobox", { name: "Status" })).toBeHidden();
      const filters = page.getByRole("button", { name: "Filters" });
      await filters.click();
      await page.getByRole("combobox", { name: "Status" }).selectOption("Open");
      await page.getByRole("combobox", { name: "Priority" }).selectOption("Critical");
      await page.getByRole("combobox", { name: "Sort" }).selectOption("updated");
      await expect(filters).toHaveAccessibleName("Filters 2 on");
      await expect(rows).toHaveCount(13);
    });

    await test.step("targets of 44 pixels, and the page's actions on the line of its title", async () => {
      for (const path of LISTS) {
        await page.goto(tocsin.url + path);
        const filters = page.getByRole("button", { name: "Filters" });
        if (path !== "/settings/api-keys" && path !== "/deliveries") await takenOver(filters);
        if (await filters.isVisible()) await filters.click();
        expect(await smallTargets(page), path).toEqual([]);
        const header = page.locator("main header");
        const tops = await header
          .locator("h1, a, button")
          .evaluateAll((parts) =>
            parts.map((part) => part.getBoundingClientRect().top + part.getBoundingClientRect().height / 2),
          );
        expect(Math.max(...tops) - Math.min(...tops), path).toBeLessThan(8);
      }
    });
  });
});

test("on a desktop, rows are 48 pixels high, and what they cut is whole on hover and focus", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  const url = `http://127.0.0.1:9/${"path/".repeat(40)}?team=operations`;
  await api.createChannel({ name: "Jira", url });
  await postAlerts(api);
  await signIn(page, tocsin, "/alerts");

  await test.step("one height, two tab stops, the room for the title", async () => {
    for (const path of LISTS) {
      await page.goto(tocsin.url + path);
      await expect(page.locator("tbody tr").first()).toBeVisible();
      expect(new Set((await rowHeights(page)).map((height) => Math.abs(height - 48) <= 1)), path).toEqual(
        new Set([true]),
      );
      expect(await tabStops(page), path).toBeLessThanOrEqual(2);
      await expectNoOverlap(page);
    }
    await page.goto(`${tocsin.url}/alerts`);
    const widths = await page
      .locator("tbody tr")
      .first()
      .evaluate((row) =>
        [...row.children].map((cell) => [cell.tagName, cell.getBoundingClientRect().width] as const),
      );
    const [title] = widths.filter(([tag]) => tag === "TH").map(([, width]) => width);
    expect(title).toBeGreaterThan(400);
  });

  await test.step("a cut title is whole on hover, and with the exact time under the row on focus", async () => {
    const link = page.getByRole("link", { name: `${TITLE} (45)` });
    await link.locator("bdi").hover();
    await expect(link.locator("bdi")).toHaveAttribute("title", `${TITLE} (45)`);
    const exact = (await page.locator("time").first().getAttribute("title")) ?? "";
    expect(exact).toMatch(/^\d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC$/);
    await expect(link).toHaveAccessibleDescription(/^Last update \d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC$/);
    await page.getByRole("checkbox", { name: `Select ${TITLE} (45)` }).focus();
    await page.keyboard.press("Tab");
    await expect(link).toBeFocused();
    const hint = page.locator("[popover]");
    await expect(hint).toContainText(`${TITLE} (45)`);
    await expect(hint).toContainText("UTC");
    await page.keyboard.press("Escape");
    await expect(hint).toHaveCount(0);
    await expect(link).toBeFocused();
  });

  await test.step("numbers stand right, with tabular figures", async () => {
    const cell = page.getByRole("cell", { name: "1", exact: true }).first();
    await expect(cell).toHaveCSS("font-variant-numeric", "tabular-nums");
    await expect(cell).toHaveCSS("text-align", "right");
  });

  await test.step("a long URL is cut in the middle", async () => {
    await page.goto(tocsin.url + WEBHOOKS);
    const cell = page.getByRole("cell", { name: url });
    const [start, end] = [cell.getByText("http://127"), cell.getByText("operations")];
    await expect(start).toHaveCSS("text-overflow", "ellipsis");
    await expect(end).toBeInViewport({ ratio: 1 });
  });

  await test.step("a page of 50 rows weighs at most 16 KB, packed", async () => {
    const html = await (await page.request.get(`${tocsin.url}/alerts`)).text();
    expect(html.match(/data-row-id/g)?.length).toBe(50);
    expect(gzipSync(html).length).toBeLessThanOrEqual(16 * 1_024);
  });
});

test("odd names, many channels and many categories lose nothing and overlap nowhere", async ({
  page,
  tocsin,
}) => {
  test.setTimeout(180_000);
  await makeOdd(connect(tocsin));
  await signIn(page, tocsin, "/alerts");

  for (const width of [1280, 768, 640, 390, 320])
    await test.step(`at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      for (const forcedColors of ["none", "active"] as const)
        for (const path of LISTS) {
          await page.emulateMedia({ forcedColors, reducedMotion: "reduce" });
          await page.goto(tocsin.url + path);
          await expect(page.locator("tbody tr").first()).toBeVisible();
          await expectNoSideways(page);
          await expectNoOverlap(page);
        }
    });

  await test.step("of 1,000 categories the filter shows some, and a search finds any", async () => {
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${tocsin.url}/alerts`);
    const filters = page.getByRole("button", { name: "Filters" });
    await takenOver(filters);
    await filters.click();
    await page.getByRole("button", { name: "Category: All" }).click();
    await expect(page.getByText("The first 50: type to find others.")).toBeVisible();
    await expect(page.getByRole("option")).toHaveCount(51);
    await page.getByRole("combobox", { name: "Search category" }).fill("RY 777");
    await expect(page.getByRole("option")).toHaveText(["All", "Category 777"]);
    await expectNoSideways(page);
    await page.getByRole("option", { name: "Category 777" }).click();
    await expect(page).toHaveURL(/category=Category\+777/);
    await expect(page.getByRole("rowheader")).toHaveText(["Alert 777"]);
    await expect(filters).toHaveAccessibleName("Filters 1 on");
  });

  await test.step("so does the filter by channel", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${tocsin.url}/rules`);
    const channel = page.getByRole("button", { name: "Channel: All" });
    await takenOver(channel);
    await channel.click();
    await page.getByRole("combobox", { name: "Search channel" }).fill("number 42");
    await page.getByRole("option", { name: "Channel number 42" }).click();
    await expect(page.getByRole("button", { name: "Channel: Channel number 42" })).toBeVisible();
  });
});

/** 100 channels, 1,000 categories, names without a space, from right to left, and a rule that names all channels. */
async function makeOdd(api: Api): Promise<void> {
  const ids: string[] = [];
  for (const n of Array(100).keys()) {
    const name = ["n".repeat(100), "قناة التنبيهات الرئيسية"][n] ?? `Channel number ${n}`;
    const url = `http://127.0.0.1:9/${n}/${n % 7 === 0 ? "y".repeat(400) : ""}`;
    ids.push((await api.createChannel({ name, url, enabled: n < 5 })).id);
  }
  await api.createRule({ name: "r".repeat(100), channels: ids, set_priority: "Critical" });
  await api.createRule({ name: "قاعدة التنبيهات", channels: ids.slice(0, 2) });
  const many = Array.from({ length: 1_000 }, (_, n) => ({
    alert_title: `Alert ${n}`,
    category: `Category ${n}`,
  }));
  for (let at = 0; at < many.length; at += 100) await api.post(many.slice(at, at + 100));
  await api.post([
    { alert_title: "x".repeat(200), category: "c".repeat(100), source_name: "s".repeat(100) },
    { alert_title: "فشل تسجيل الدخول \u202eabc", category: "أمن", source_name: "مصدر" },
    { alert_title: "many words ".repeat(18).trim(), source_name: "Nagios of the old data centre" },
  ]);
}
