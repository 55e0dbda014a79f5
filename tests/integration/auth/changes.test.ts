import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";

let tocsin: Tocsin;
let visitor: Visitor;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
  visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, password);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

/** The mark in a page's HTML, taken before the page was read. */
async function markOf(path: string): Promise<string> {
  const html = await (await visitor.request(path)).text();
  return /\\"seen\\":\\"([^"\\]+)\\"/.exec(html)?.[1] ?? "";
}

const since = (mark: string) => visitor.request(`/changes?since=${mark}`);

describe("an open page's question whether anything has changed", () => {
  test("is answered 204 until something is written, and 200 after that", async () => {
    const api = connect(tocsin);
    const mark = await markOf("/alerts");
    expect(mark).not.toBe("");
    for (let times = 0; times < 3; times++) expect((await since(mark)).status).toBe(204);
    await api.post({ alert_title: "Disk full" });
    expect((await since(mark)).status).toBe(200);
    expect((await since(await markOf("/alerts"))).status).toBe(204);
  });

  test.each(["", "x", "%00"])("is answered 200 for the mark %j, which no page has", async (mark) => {
    expect((await since(mark)).status).toBe(200);
  });

  test("is 401 without a session", async () => {
    const answer = await new Visitor(tocsin.url).request("/changes?since=x");
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("is never cached, and takes only GET", async () => {
    expect((await since("x")).headers.get("cache-control")).toBe("no-store");
    const answer = await visitor.request("/changes", { method: "POST" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });
});
