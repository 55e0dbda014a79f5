import { expect, test } from "vitest";
import { shownUrl } from "#components/channels/format/shown-url.ts";

const SLACK = "https://hooks.slack.com/services/T0001/B0001";
const shown = (
  url: string,
  type: "slack" | "alert" = "slack",
  rows: { replacement: string; value?: string }[] = [],
) => shownUrl({ url, url_secrets: rows, format: { type } });

test("a pasted URL of the format's receiver is shown as it will be saved", () => {
  expect(shown(` ${SLACK}/s3cr3tT0ken `)).toBe(`${SLACK}/{{SECRET}}`);
  expect(shown(`${SLACK}/s3cr3tT0ken`, "alert")).toBe(`${SLACK}/s3cr3tT0ken`);
});

test("a typed row protects it under its own name, once it has one", () => {
  expect(shown(`${SLACK}/s3cr3tT0ken`, "slack", [{ replacement: "MINE", value: "s3cr3tT0ken" }])).toBe(
    `${SLACK}/{{MINE}}`,
  );
  expect(shown(`${SLACK}/s3cr3tT0ken`, "alert", [{ replacement: "", value: "s3cr3tT0ken" }])).toBe(
    `${SLACK}/s3cr3tT0ken`,
  );
});

test("no URL and half of one are shown as they are", () => {
  expect(shown("")).toBe("");
  expect(shown("https://hooks.sl")).toBe("https://hooks.sl/");
});
