import { gzipSync } from "node:zlib";
import { type Api, connect } from "../support/api.ts";
import { LONG_TITLE, postAlerts } from "./everyday-alerts.ts";
import { expect, signIn, takenOver, test } from "./fixtures.ts";
import { expectNoOverlap, expectNoSideways, LISTS, rowHeights, tabStops } from "./list-layout.ts";

test("on a desktop, rows are 48 pixels high, and hover and focus show cut texts in full", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  const url = `http://127.0.0.1:9/${"path/".repeat(40)}?team=operations`;
  await api.createChannel({ name: "Jira", url });
  await postAlerts(api);
  await signIn(page, tocsin, "/alerts");

  await test.step("rows have one height and two tab stops, and the title gets the room", async () => {
    for (const path of LISTS) {
      await page.goto(tocsin.url + path);
      await expect(page.locator("tbody tr").first()).toBeVisible();
      const { lowest, highest } = await rowHeights(page);
      expect(lowest, path).toBeGreaterThanOrEqual(47);
      expect(highest, path).toBeLessThanOrEqual(48);
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

  await test.step("hover shows a cut title in full; focus shows it below the row with the exact time", async () => {
    const link = page.getByRole("link", { name: `${LONG_TITLE} (45)` });
    await link.locator("bdi").hover();
    await expect(link.locator("bdi")).toHaveAttribute("title", `${LONG_TITLE} (45)`);
    const exact = (await page.locator("time").first().getAttribute("title")) ?? "";
    expect(exact).toMatch(/^\d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC$/);
    await expect(link).toHaveAccessibleDescription(/^Last update \d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC$/);
    await page.getByRole("checkbox", { name: `Select ${LONG_TITLE} (45)` }).focus();
    await page.keyboard.press("Tab");
    await expect(link).toBeFocused();
    const hint = page.locator("[popover]");
    await expect(hint).toContainText(`${LONG_TITLE} (45)`);
    await expect(hint).toContainText("UTC");
    await page.keyboard.press("Escape");
    await expect(hint).toHaveCount(0);
    await expect(link).toBeFocused();
  });

  await test.step("numbers are aligned right, with tabular figures", async () => {
    const cell = page.getByRole("cell", { name: "1", exact: true }).first();
    await expect(cell).toHaveCSS("font-variant-numeric", "tabular-nums");
    await expect(cell).toHaveCSS("text-align", "right");
  });

  await test.step("a long URL is cut in the middle", async () => {
    await page.goto(`${tocsin.url}/settings/notification-channels/webhooks`);
    const cell = page.getByRole("cell").filter({ hasText: url });
    const [start, end] = [cell.getByText("http://127"), cell.getByText("operations")];
    await expect(start).toHaveCSS("text-overflow", "ellipsis");
    await expect(end).toBeInViewport({ ratio: 1 });
  });

  await test.step("a short URL beside it is shown whole", async () => {
    const short = "http://127.0.0.1:44147/hook";
    await api.createChannel({ name: "Pager", url: short });
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 720 });
      await page.reload();
      const parts = page.getByRole("cell").filter({ hasText: short }).locator("span");
      await expect(parts.first()).toBeVisible();
      const beyond = await parts.evaluateAll((all) =>
        all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      );
      expect(Math.max(...beyond), `at ${width}`).toBeLessThanOrEqual(0);
    }
  });

  await test.step("ticking a row does not move the table", async () => {
    for (const path of ["/alerts", "/settings/notification-channels/webhooks"])
      for (const width of [1440, 1280, 1024, 768]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(tocsin.url + path);
        const tick = page.getByRole("checkbox", { name: /^Select / }).nth(1);
        await takenOver(tick);
        const before = await page.getByRole("table").boundingBox();
        await tick.click();
        await expect(tick).toBeFocused();
        await expect(page.getByText(/^1 of \d+ selected:$/)).toBeInViewport();
        expect(await page.getByRole("table").boundingBox(), `${path} at ${width}`).toEqual(before);
        await expect(page.getByRole("searchbox")).toBeHidden();
        await tick.click();
        await expect(page.getByRole("searchbox")).toBeVisible();
      }
    await page.setViewportSize({ width: 1280, height: 720 });
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

  await test.step("the filter shows some of 1,000 categories, and a search finds any", async () => {
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${tocsin.url}/alerts`);
    const filters = page.getByRole("button", { name: "Filters" });
    await takenOver(filters);
    await filters.click();
    await page.getByRole("combobox", { name: "Category: All" }).click();
    await expect(page.getByText("The first 50: type to find others.")).toBeVisible();
    const options = page.getByRole("listbox").getByRole("option");
    await expect(options).toHaveCount(51);
    await page.getByRole("combobox", { name: "Search category" }).fill("RY 777");
    await expect(options).toHaveText(["All", "Category 777"]);
    await expectNoSideways(page);
    await page.getByRole("option", { name: "Category 777" }).click();
    await expect(page).toHaveURL(/category=Category\+777/);
    await expect(page.getByRole("rowheader")).toHaveText(["Alert 777"]);
    await expect(filters).toHaveAccessibleName("Filters 1 on");
  });

  await test.step("the filter by channel does the same", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${tocsin.url}/rules`);
    const channel = page.getByRole("combobox", { name: "Channel: All" });
    await takenOver(channel);
    await channel.click();
    await page.getByRole("combobox", { name: "Search channel" }).fill("number 42");
    await page.getByRole("option", { name: "Channel number 42" }).click();
    await expect(page.getByRole("combobox", { name: "Channel: Channel number 42" })).toBeVisible();
  });
});

/**
 * Sets up 100 channels, 1,000 categories, names without a space or from right to left, and a rule that names
 * all channels.
 */
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
