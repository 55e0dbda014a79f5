import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "../support/api.ts";
import { openStream } from "../support/live-stream.ts";
import type { ActionRef, Visitor } from "../support/visitor.ts";
import { ADMIN, type BehindProxy, CLIENT, startBehind } from "./behind-proxy.ts";
import { NAME, type ProxyOptions, type ReverseProxy } from "./proxies.ts";

const MIB = 1024 * 1024;

const findThings: ActionRef = {
  file: "app/(console)/settings/audit-log/actions.ts",
  name: "findThings",
  page: "/settings/audit-log",
};

export type ProxySuite = {
  start: (options: ProxyOptions) => Promise<ReverseProxy>;
  /** What becomes of a page that is asked for while Tocsin restarts. */
  whileTocsinRestarts: "fails" | "waits";
};

/** What Tocsin needs of a proxy, whichever it is. */
export function describeProxy({ start, whileTocsinRestarts }: ProxySuite): void {
  let behind: BehindProxy;
  let ada: Visitor;

  beforeAll(async () => {
    behind = await startBehind(start);
    ada = behind.browser({ "x-forwarded-for": "6.6.6.6", forwarded: "for=6.6.6.6" });
  });

  afterAll(() => behind?.[Symbol.asyncDispose]());

  const post = (body: string, path = "/api/v1/alerts"): Promise<Response> =>
    behind.fetch(behind.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${behind.api.key}`, "content-type": "application/json" },
      body,
    });

  /** An alert in so many bytes of JSON. */
  const alertOf = (bytes: number): string => JSON.stringify({ alert_title: "Large" }).padEnd(bytes, " ");

  test("speaks HTTP/2", async () => {
    expect(await behind.overHttp2("/login")).toEqual({ protocol: "h2", status: 200 });
  });

  test("signs a browser in with cookies for HTTPS alone", async () => {
    const { error, setCookie } = await ada.signIn(ADMIN.email, ADMIN.password);
    expect(error).toBeNull();
    expect(setCookie).not.toEqual([]);
    for (const cookie of setCookie) expect(cookie).toMatch(/^__Host-[^;]+;(?=.*; Secure).*; HttpOnly/);
    expect((await ada.request("/alerts")).status).toBe(200);
  });

  test("passes the host on with its port: an action of that origin is taken, and of none other", async () => {
    expect(await ada.act(findThings, ["Disks"])).toMatchObject({ ok: true });
    expect((await ada.callAction(findThings, ["Disks"], `https://${NAME}`)).status).toBe(500);
  });

  test("tells the client's address, whatever the client claims", async () => {
    const { body } = await behind.api.get<Page<{ address: string }>>("/api/v1/audit?action=users.sign-in");
    expect(body.data.map(({ address }) => address)).toEqual([CLIENT]);
  });

  test("passes a live page's stream on as it comes", async () => {
    using stream = await openStream(ada);
    expect(stream.status).toBe(200);
    for (const title of ["First", "Second", "Third"]) {
      const before = stream.heard.all.length;
      await behind.api.post({ alert_title: title });
      await stream.heard.waitFor(
        (all) => all.slice(before).some(({ change }) => change?.kind === "alert"),
        `the stream to tell of the alert ${title}`,
      );
    }
  });

  test("takes a post of 1 MiB, and lets Tocsin refuse a larger one", async () => {
    expect((await post(alertOf(MIB))).status).toBe(202);
    const refused = await post(alertOf(MIB + 1));
    expect(refused.status).toBe(413);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
  });

  test("compresses nothing itself", async () => {
    const answer = await ada.callAction(findThings, ["Disks"]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-encoding")).toBeNull();
  });

  test("finds Tocsin again after a restart, and everybody is still signed in", async () => {
    await behind.stopTocsin();
    const meanwhile = ada.request("/alerts");
    if (whileTocsinRestarts === "fails") expect((await meanwhile).status).toBe(502);
    await behind.startTocsin();
    if (whileTocsinRestarts === "waits") expect((await meanwhile).status).toBe(200);
    expect((await post(alertOf(100))).status).toBe(202);
    expect((await ada.request("/alerts")).status).toBe(200);
    using stream = await openStream(ada);
    expect(stream.status).toBe(200);
  });

  test("writes no link's token and no sender's key, also while Tocsin is down", async () => {
    const secret = "S3cret-of-a-link";
    const page = `/invite?token=${secret}`;
    const referer = { referer: behind.url + page };
    await (await ada.request(page, { headers: referer })).text();
    await (await post("{}", `/api/v1/in/custom?key=${secret}`)).text();
    await behind.stopTocsin();
    expect((await ada.request(page, { headers: referer })).status).toBe(502);
    expect(behind.written()).toContain("/invite");
    expect(behind.written()).not.toContain(secret);
  });
}
