import { describe, expect, test } from "vitest";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { withVerdict } from "#lib/engine/delivery/verdict.ts";
import type { Format, ReceiverVerdict } from "#lib/formats/format.ts";

const HOST = "chat.example.com";
const URL_OF_IT = `https://${HOST}/hooks/s3cret`;

const answered = (status: number, body: string, rest: Partial<AttemptResult> = {}): AttemptResult => ({
  startedAt: 0,
  durationMs: 1,
  timing: null,
  outcome: status < 300 ? "delivered" : "http_status",
  status,
  response: { headers: {}, body, truncated: false },
  retryAfter: null,
  message: `${HOST} answered ${status}.`,
  certificate: null,
  peer: null,
  ...rest,
});

/** A receiver that answers `no: why`, or `later 3: why`. */
const format: Pick<Format, "verdict" | "retryAfter"> = {
  verdict({ body }): ReceiverVerdict | null {
    if (body === "unreadable") throw new SyntaxError("It can't be read.");
    const [, what, seconds, refused] = /^(no|later)(?: ([\d.]+))?: ?(.*)$/s.exec(body) ?? [];
    if (what === undefined) return null;
    const afterSeconds = seconds === undefined ? null : Number(seconds);
    return { refused: refused ?? "", retry: what === "no" ? null : { afterSeconds } };
  },
  retryAfter: ({ body }) => (body.startsWith("wait ") ? Number(body.slice(5)) : null),
};

const cut = (body: string) => ({ headers: {}, body, truncated: true });

const judged = (raw: AttemptResult, kept = raw) => withVerdict(format, URL_OF_IT, raw, kept);

describe("a 2xx whose body says no", () => {
  test("is refused, with the receiver's words", () => {
    expect(judged(answered(200, "no: chat not found"))).toMatchObject({
      outcome: "receiver_refused",
      status: 200,
      triesAgain: false,
      retryAfter: null,
      message: `${HOST} answered 200 but refused the message: it said “chat not found”, so check the channel's format and the receiver.`,
    });
  });

  test("wants another attempt where it says so, after the time that it names, rounded up", () => {
    expect(judged(answered(200, "later 2.5: slow down"))).toMatchObject({
      outcome: "receiver_refused",
      triesAgain: true,
      retryAfter: "3",
      message: `${HOST} answered 200 but refused the message: it said “slow down”, so Tocsin tries again later.`,
    });
    expect(judged(answered(200, "later: slow down"))).toMatchObject({ triesAgain: true, retryAfter: null });
  });

  test("repeats its words from the masked answer only", () => {
    const raw = answered(200, "no: the key s3cret is wrong");
    const kept = answered(200, "no: the key •••• is wrong");
    expect(judged(raw, kept).message).toContain("“the key •••• is wrong”");
    expect(JSON.stringify(judged(raw, kept))).not.toContain("s3cret");
    expect(judged(raw, answered(200, "unreadable")).message).toContain("its answer says why");
  });
});

describe("what counts as yes", () => {
  test.each<[string, AttemptResult]>([
    ["a body that says nothing of no", answered(200, "ok")],
    ["one that can't be read", answered(200, "unreadable")],
    ["one that was cut, or came late", answered(200, "no: x", { response: cut("no: x") })],
    ["an answer without a body", answered(204, "", { response: null })],
  ])("%s", (_, raw) => {
    expect(judged(raw)).toBe(raw);
  });

  test("every answer, if the format reads none", () => {
    const raw = answered(200, "no: x");
    expect(withVerdict({}, URL_OF_IT, raw, raw)).toBe(raw);
  });
});

describe("the wait of a 429", () => {
  test("in the body joins the header's", () => {
    expect(judged(answered(429, "wait 1.2")).retryAfter).toBe("2");
    expect(judged(answered(429, "wait 7", { retryAfter: "3" })).retryAfter).toBe("3, 7");
    expect(judged(answered(429, "wait 7")).outcome).toBe("http_status");
  });

  test("is at most 24 h", () => {
    expect(judged(answered(429, "wait 1e300")).retryAfter).toBe("86400");
    expect(judged(answered(200, "later 90000: no")).retryAfter).toBe("86400");
  });

  test("is read there only", () => {
    expect(judged(answered(500, "wait 7")).retryAfter).toBeNull();
    expect(judged(answered(429, "no wait")).retryAfter).toBeNull();
    expect(judged(answered(429, "no: x")).outcome).toBe("http_status");
  });
});
