import { expect, test } from "vitest";
import { summary } from "#lib/domain/alert/post.ts";
import { AppError } from "#lib/domain/errors.ts";
import { problemAnswer } from "#lib/web/http/problem.ts";
import { compileMapping, mapBody } from "#lib/web/ingest/own/map-body.ts";
import { refusalForAll } from "#lib/web/ingest/refusal-for-all.ts";

/** The problem that answers a body, by the expressions that a source of one's own has. */
function problemOf(body: unknown, fields: Parameters<typeof compileMapping>[0]["fields"]): string {
  const result = mapBody(
    { text: JSON.stringify(body), headers: {} },
    compileMapping({ for_each: "body", fields }),
  );
  if (result.kind !== "mapped" || result.issues.length === 0) throw new Error("It is not refused.");
  return problemAnswer(new AppError("invalid", summary(result.issues), result.issues)).body;
}

test.each([
  ["a text", { priority: "item.p" }, [{ p: "hunter2" }], "[0].priority"],
  ["a number", { occurred_at: "item.p" }, [{ p: "2026-01-01" }, { p: 1e300 }], "[1].occurred_at"],
])("what an expression made of a body is for admins alone: %s", (_, field, body, path) => {
  const problem = problemOf(body, { alert_title: '"T"', ...field });
  expect(problem).toMatch(/hunter2|1e\+300/);
  expect(refusalForAll("src_1", problem)).toBe(
    `Nothing was stored: the expression for ${path} is missing or doesn't fit this post. Admins see why on the source's page.`,
  );
});

test("what says nothing of the body stays as it is", () => {
  const deep = JSON.parse("[".repeat(200) + "]".repeat(200));
  expect(refusalForAll("src_1", problemOf(deep, { alert_title: '"T"' }))).toBe(
    "Nothing was stored: The body is nested more than 100 levels deep.",
  );
  const { body } = problemAnswer(new AppError("forbidden", "This API key lacks the scope ingest."));
  expect(refusalForAll("src_1", body)).toBe("This API key lacks the scope ingest.");
});

test("a sender's type says which of its fields is missing", () => {
  const issues = [{ path: "msg", message: "is missing: Uptime Kuma's sentence." }];
  const { body } = problemAnswer(new AppError("invalid", summary(issues), issues));
  expect(refusalForAll("uptime-kuma", body)).toContain("Uptime Kuma's sentence");
});
