import { describe, expect, test } from "vitest";
import { AppError, type ErrorCode } from "#lib/domain/errors.ts";
import { setSettings } from "#lib/settings.ts";
import { HttpError, problem, problemOf } from "#lib/web/http/problem.ts";

// What is answered with 500 is logged: not between the tests' own lines.
setSettings({
  baseUrl: null,
  logLevel: "silent",
  authSecret: "",
  secretKeyFile: "",
  commandLine: "tocsin",
  requireSecondFactor: false,
  oidc: null,
  passwordSignIn: true,
});

const issues = [{ path: "name", message: "Name is required." }];

describe("an AppError's code becomes a status", () => {
  test.each<[ErrorCode, number, string]>([
    ["unauthenticated", 401, "Not authenticated"],
    ["forbidden", 403, "Not allowed"],
    ["not_found", 404, "Not found"],
    ["conflict", 409, "Conflict"],
    ["invalid", 422, "Invalid input"],
    ["rate_limited", 429, "Too many requests"],
    ["unavailable", 503, "Unavailable"],
    ["internal", 500, "Internal error"],
  ])("%s → %i", async (code, status, title) => {
    const answer = problemOf(new AppError(code, "What happened.", issues));
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title,
      status,
      detail: "What happened.",
      issues,
    });
  });
});

describe("an HttpError has its own", () => {
  test.each([
    [400, "Malformed request"],
    [405, "Method not allowed"],
    [413, "Too large"],
    [415, "Unsupported media type"],
  ])("%i %s", async (status, title) => {
    const answer = problemOf(new HttpError(status, "What happened."));
    expect(await answer.json()).toEqual({ type: "about:blank", title, status, detail: "What happened." });
  });
});

test("it has issues only if a field is at fault", async () => {
  expect(await problem(409, "No.").json()).not.toHaveProperty("issues");
  expect(await problem(422, "No.", issues).json()).toMatchObject({ issues });
});

describe("headers that go with a status", () => {
  test.each([
    [401, "www-authenticate", 'Bearer realm="Tocsin"'],
    [429, "retry-after", "5"],
    [503, "retry-after", "5"],
  ])("%i has %s", (status, name, value) => {
    expect(problem(status, "No.").headers.get(name)).toBe(value);
  });
});

describe("an unexpected error", () => {
  test.each([
    new Error("at /srv/db: hunter2"),
    new TypeError("x is not a function"),
    "hunter2",
    null,
    undefined,
  ])("%s is a 500 that tells nothing", async (thrown) => {
    const answer = problemOf(thrown);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title: "Internal error",
      status: 500,
      detail: "This failed inside Tocsin: the log says why.",
    });
  });
});

test("an AppError of another copy of the module counts too", () => {
  const copy = Object.assign(new Error("Gone."), { name: "AppError", code: "not_found", issues: [] });
  expect(problemOf(copy).status).toBe(404);
});
