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
    const seen = (cell: Element) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      const clip = cell.getBoundingClientRect();
      return boxes.map((box) => ({
        left: Math.max(box.left, clip.left),
        right: Math.min(box.right, clip.right),
        top: box.top,
        bottom: box.bottom,
      }));
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

/** The heights of the table's rows, each once. */
export function rowHeights(page: Page): Promise<number[]> {
  return page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll("tbody tr")].map((row) => Math.round(row.getBoundingClientRect().height)),
    ),
  ]);
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
