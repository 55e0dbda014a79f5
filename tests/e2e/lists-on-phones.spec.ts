import type { Locator } from "@playwright/test";
import { connect } from "../support/api.ts";
import { postAlerts } from "./everyday-alerts.ts";
import { expect, signIn, takenOver, test } from "./fixtures.ts";
import { expectNoOverlap, expectNoSideways, LISTS, rowHeights, smallTargets } from "./list-layout.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("50 alerts take two lines each, and every action is large enough for a finger", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  await api.createChannel({ name: "Jira", url: "http://127.0.0.1:9/hook" });
  await postAlerts(api);
  await signIn(page, tocsin, "/alerts");
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(50);

  await test.step("within 5,000 pixels, all rows of one height", async () => {
    expect(await page.locator("tbody").evaluate((body) => body.getBoundingClientRect().height)).toBeLessThan(
      4_000,
    );
    const { lowest, highest } = await rowHeights(page);
    expect(highest - lowest).toBeLessThanOrEqual(1);
    await expectNoSideways(page);
    await expectNoOverlap(page);
  });

  await test.step("title, state and menu first, then the details; empty details are left out", async () => {
    const row = rows.filter({ hasText: "db-49" });
    const middle = async (part: Locator) => {
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

  await test.step("one button opens the filters, and counts the active ones", async () => {
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
      await takenOver(filters);
      await filters.click();
      expect(await smallTargets(page), path).toEqual([]);
      const middles = await page.locator("main header :is(h1, a, button)").evaluateAll((parts) =>
        parts.map((part) => {
          const { top, bottom } = part.getBoundingClientRect();
          return (top + bottom) / 2;
        }),
      );
      expect(Math.max(...middles) - Math.min(...middles), path).toBeLessThan(8);
    }
  });
});
