import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** Where the lists of the console are. */
export const LISTS = [
  "/alerts",
  "/deliveries",
  "/rules",
  "/settings/notification-channels/webhooks",
  "/settings/api-keys",
];

/** Pixels by which two things may overlap through rounding. */
const SLACK = 1;

/** Nothing of the page lies beyond its right edge. */
export async function expectNoSideways(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
}

/** In every row, what is seen of each cell lies within the row, and over no other cell. */
export async function expectNoOverlap(page: Page): Promise<void> {
  const faults = await page.evaluate((slack) => {
    /** Where its words stand, less what is cut off. */
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

/** The lowest and the highest of the table's rows; the last row has no line below it. */
export function rowHeights(page: Page): Promise<{ lowest: number; highest: number }> {
  return page.evaluate(() => {
    const heights = [...document.querySelectorAll("tbody tr")].map(
      (row) => row.getBoundingClientRect().height,
    );
    return { lowest: Math.min(...heights), highest: Math.max(...heights) };
  });
}

/** What a finger can press within the page, and is smaller than 44 by 44 pixels; a checkbox is as large as its frame. */
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

/** The presses of Tab that a row takes, its checkbox aside. */
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
