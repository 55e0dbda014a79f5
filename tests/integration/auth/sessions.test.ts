import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";
const HOUR_MS = 3_600_000;

let tocsin: Tocsin;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
});

afterAll(() => tocsin[Symbol.asyncDispose]());

async function signedIn(headers: Record<string, string> = {}): Promise<Visitor> {
  const visitor = new Visitor(tocsin.url, headers);
  expect(await visitor.signIn(email, password)).toMatchObject({ status: 200 });
  return visitor;
}

const act = (name: string): ActionRef => ({
  file: "app/(console)/profile/actions.ts",
  name,
  page: "/profile/security",
});

/** The newest session is the one of the last sign-in. */
const newest = () =>
  inDatabase(
    tocsin.dataDir,
    (sqlite) =>
      sqlite.prepare("SELECT * FROM sessions ORDER BY created_at DESC, id DESC LIMIT 1").get() as {
        id: string;
        created_at: number;
        expires_at: number;
        last_seen_at: number;
        address: string;
        browser: string;
      },
  );

function lastSeen(id: string, agoMs: number): number {
  const at = Date.now() - agoMs;
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("UPDATE sessions SET last_seen_at = ? WHERE id = ?").run(at, id),
  );
  return at;
}

const seenAt = (id: string): number =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    Number(sqlite.prepare("SELECT last_seen_at FROM sessions WHERE id = ?").pluck().get(id)),
  );

test("a session lasts 7 days at the most, and knows its address and browser", async () => {
  await signedIn({ "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" });
  const { created_at, expires_at, address, browser } = newest();
  expect(expires_at - created_at).toBe(7 * 24 * HOUR_MS);
  expect(address).toBe("127.0.0.1");
  expect(browser).toContain("Firefox/140.0");
});

describe("a session that is not used", () => {
  test("for 12 hours is over, and using it then does not bring it back", async () => {
    const visitor = await signedIn();
    const { id } = newest();
    lastSeen(id, 12 * HOUR_MS + 1_000);
    expect(await visitor.ledTo("/rules")).toBe("/login?next=%2Frules");
    expect((await visitor.request("/api/stream")).status).toBe(401);
    expect(await visitor.ledTo("/rules")).toBe("/login?next=%2Frules");
  });

  test("for a little less goes on, as using it counts", async () => {
    const visitor = await signedIn();
    const { id } = newest();
    const before = lastSeen(id, 12 * HOUR_MS - 60_000);
    expect(await visitor.ledTo("/rules")).toBeNull();
    await until("the use to be recorded", async () => seenAt(id) > before + HOUR_MS || undefined);
  });

  test.each([
    ["a prefetch", { rsc: "1", "next-router-prefetch": "1" }],
    ["a page that reads itself again", { rsc: "1", "x-tocsin-refresh": "1" }],
  ])("is not used by %s", async (_, headers) => {
    const visitor = await signedIn();
    const { id } = newest();
    const before = lastSeen(id, HOUR_MS);
    await (await visitor.request("/rules", { headers })).text();
    // A use that is recorded shows that an earlier one would have been.
    const other = await signedIn();
    const { id: otherId } = newest();
    const otherBefore = lastSeen(otherId, HOUR_MS);
    await other.ledTo("/rules");
    await until("the other's use", async () => seenAt(otherId) > otherBefore || undefined);
    expect(seenAt(id)).toBe(before);
  });
});

test("one that was used within the last minute is not written again", async () => {
  const visitor = await signedIn();
  const { id } = newest();
  const before = lastSeen(id, 30_000);
  for (let times = 0; times < 5; times++) await visitor.ledTo("/rules");
  const later = lastSeen(id, 61_000);
  expect(later).toBeLessThan(before);
  await visitor.ledTo("/rules");
  await until("the use to be recorded", async () => seenAt(id) > before || undefined);
});

describe("the profile", () => {
  test("shows each session in words, and ends one of them", async () => {
    const phone = await signedIn({
      "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1",
    });
    const { id } = newest();
    const desk = await signedIn();
    const html = await (await desk.request("/profile/security")).text();
    expect(html).toContain("Safari on iPhone");
    expect(html).toContain("127.0.0.1");
    expect(await desk.act(act("endSession"), [id])).toMatchObject({ ok: true });
    expect(await phone.ledTo("/rules")).toMatch(/^\/login/);
    expect(await desk.act(act("endSession"), [id])).toMatchObject({ ok: false });
  });

  test("ends all others", async () => {
    const [other, desk] = [await signedIn(), await signedIn()];
    expect(await desk.act(act("endOtherSessions"), [])).toMatchObject({ ok: true });
    expect(await other.ledTo("/rules")).toMatch(/^\/login/);
    expect(await desk.ledTo("/rules")).toBeNull();
  });

  test("changes the password, ends the others, and keeps this browser known", async () => {
    const [other, desk] = [await signedIn(), await signedIn()];
    const device = desk.cookies.get("tocsin-device");
    const next = "another horse battery";
    const input = { present: password, password: next };
    expect(await desk.act(act("changePassword"), [input])).toMatchObject({ ok: true });
    expect(await other.ledTo("/rules")).toMatch(/^\/login/);
    expect(await desk.ledTo("/rules")).toBeNull();
    expect(desk.cookies.get("tocsin-device")).not.toBe(device);
    expect(await new Visitor(tocsin.url).signIn(email, password)).toMatchObject({ status: 401 });
    await desk.act(act("changePassword"), [{ present: next, password }]);
  });

  test("limits guesses at the present password", async () => {
    const visitor = await signedIn();
    const guess = () => visitor.act(act("removeSecondFactor"), [{ present: "wrong horse battery" }]);
    for (let times = 0; times < 20; times++)
      expect(await guess()).toMatchObject({ ok: false, issues: [{ path: "present" }] });
    expect(await guess()).toMatchObject({ ok: false, message: expect.stringContaining("Too many") });
    const userId = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT id FROM users").pluck().get(),
    );
    for (const msg of [
      "a check of a password failed: wrong present password",
      "a check of a password was refused: too many failed",
    ])
      expect(await tocsin.waitForLog((line) => line.msg === msg)).toMatchObject({
        ...{ part: "auth", user: userId, address: "127.0.0.1" },
      });
  });

  test.each([
    ["a lone surrogate", "\ud800", "Name contains half of a surrogate pair, which is not a character."],
    ["a NUL", "A\u0000da", "Name contains a control character: retype it."],
    ["nothing", "  ", "Name is required."],
  ])("refuses %s as a name in a sentence", async (_, name, message) => {
    const visitor = await signedIn();
    expect(await visitor.act(act("saveProfile"), [{ name, timeZone: null }])).toMatchObject({
      ok: false,
      message,
    });
  });
});

test("times are in the chosen zone, in the server's HTML too", async () => {
  const visitor = await signedIn();
  const input = { name: "Ada", timeZone: "Asia/Kolkata" };
  expect(await visitor.act(act("saveProfile"), [input])).toMatchObject({ ok: true });
  expect(await (await visitor.request("/profile/security")).text()).toMatch(
    /title="[^"]+ GMT\+5:30\n[^"]+ UTC"/,
  );
});
