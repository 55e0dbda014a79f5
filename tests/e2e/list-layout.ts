import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** The addresses of the console's lists. */
export const LISTS = [
  "/alerts",
  "/deliveries",
  "/rules",
  "/sources",
  "/settings/notification-channels/webhooks",
  "/settings/api-keys",
  "/settings/audit-log",
  "/settings/users",
];

/** Rounding may make two boxes overlap by this many pixels. */
const SLACK = 1;

/** Expects that nothing goes beyond the page's right edge. */
export async function expectNoSideways(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
}

/** Expects that the visible text of each cell stays within its row and covers no other cell's. */
export async function expectNoOverlap(page: Page): Promise<void> {
  const faults = await page.evaluate((slack) => {
    /** The boxes of a cell's text, without the parts that are cut off. */
    const seen = (cell: Element) => {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      const clip = cell.getBoundingClientRect();
      const boxes: { left: number; right: number; top: number; bottom: number }[] = [];
      while (walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        for (const { left, right, top, bottom } of range.getClientRects())
          boxes.push({ left: Math.max(left, clip.left), right: Math.min(right, clip.right), top, bottom });
      }
      return boxes.filter(({ left, right }) => right > left);
    };
    type Box = ReturnType<typeof seen>[number];
    const overlap = (a: Box, b: Box) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
    const cellsOf = (row: Element) =>
      [...row.children].filter((cell) => cell.checkVisibility()).map((cell) => ({ cell, boxes: seen(cell) }));
    return [...document.querySelectorAll("tbody tr")].flatMap((row) => {
      const frame = row.getBoundingClientRect();
      const cells = cellsOf(row);
      const out = cells.filter(({ boxes }) =>
        boxes.some(({ left, right }) => left < frame.left - slack || right > frame.right + slack),
      );
      const over = cells.filter(({ boxes }, index) =>
        cells.slice(index + 1).some((other) => boxes.some((a) => other.boxes.some((b) => overlap(a, b)))),
      );
      return [...out, ...over].map(({ cell }) => cell.textContent);
    });
  }, SLACK);
  expect(faults).toEqual([]);
}

/** The lowest and the highest row of the table. The last row has no line below it. */
export function rowHeights(page: Page): Promise<{ lowest: number; highest: number }> {
  return page.evaluate(() => {
    const heights = [...document.querySelectorAll("tbody tr")].map(
      (row) => row.getBoundingClientRect().height,
    );
    return { lowest: Math.min(...heights), highest: Math.max(...heights) };
  });
}

/** The targets in the page that are smaller than 44 × 44 pixels. A checkbox counts with its frame. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll("main :is(a[href], button, select, input)")];
    return targets
      .filter((target) => target.checkVisibility())
      .filter((target) => {
        const box = target.matches("[type=checkbox]") ? target.parentElement : target;
        const { width, height } = (box ?? target).getBoundingClientRect();
        return width < 44 || height < 43.5;
      })
      .map((target) => target.outerHTML.slice(0, 200));
  });
}

/** The most tab stops of a row, without its checkbox. */
export function tabStops(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll("tbody tr")].map(
        (row) =>
          row.querySelectorAll(
            "a[href], button, select, input:not([type=checkbox]), [tabindex='0']:not(a, button)",
          ).length,
      ),
    ),
  );
}
