import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InterimAnswers } from "#lib/webhook/interim-answers.ts";

/** What is left of the chunks of one answer, and whether there were too many interim ones. */
function passed(chunks: readonly string[]): { rest: string; tooMany: boolean } {
  const interim = new InterimAnswers();
  interim.expect();
  const rest = chunks.map((chunk) => interim.passOver(Buffer.from(chunk))?.toString() ?? "").join("");
  return { rest, tooMany: interim.tooMany };
}

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
const HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";

describe("interim answers are taken out", () => {
  test.each([
    [CONTINUE + OK, OK],
    [CONTINUE + HINTS + CONTINUE + OK, OK],
    [`HTTP/1.1 199\r\n\r\n${OK}`, OK],
    [`HTTP/1.0 100 X\r\n\r\n${OK}`, OK],
    [CONTINUE.repeat(20) + OK, OK],
    [CONTINUE, ""],
    [OK, OK],
    [OK + CONTINUE, OK + CONTINUE],
    [`HTTP/1.1 200 OK\r\n\r\n${CONTINUE}`, `HTTP/1.1 200 OK\r\n\r\n${CONTINUE}`],
  ])("%j", (text, rest) => {
    expect(passed([text])).toEqual({ rest, tooMany: false });
  });

  test("wherever the answer is cut", () => {
    const text = HINTS + CONTINUE + OK;
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (cuts) => {
        const at = [0, ...cuts, text.length].toSorted((a, b) => a - b);
        const chunks = at.slice(1).map((end, index) => text.slice(at[index], end));
        expect(passed(chunks)).toEqual({ rest: OK, tooMany: false });
      }),
    );
  });
});

test.each([
  "HTTP/1.1 101 Switching Protocols\r\n\r\n",
  "HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\r\n\r\n",
  "HTTP/1.1  100 Continue\r\n\r\n",
  "HTTP/2 100\r\n\r\n",
  "HTTP/1.1 1000 X\r\n\r\n",
  "HTTP/1.1 1ab X\r\n\r\n",
  "SSH-2.0-OpenSSH_9.6\r\n",
  "220 mail ready\r\n\r\n",
])("%j is left to undici", (text) => {
  expect(passed([text]).rest).toBe(text);
});

test("more than 20 are too many, and nothing after them is read", () => {
  expect(passed([CONTINUE.repeat(21) + OK])).toEqual({ rest: "", tooMany: true });
  expect(passed(Array.from({ length: 21 }, () => HINTS)).tooMany).toBe(true);
});

test("a head of more than 16 KiB is left to undici", () => {
  const long = `HTTP/1.1 100 X\r\nX: ${"y".repeat(17 * 1024)}`;
  expect(passed([long]).rest).toBe(long);
});

test("each answer of a connection is counted anew, and nothing is touched between them", () => {
  const interim = new InterimAnswers();
  expect(interim.passOver(Buffer.from(CONTINUE))?.toString()).toBe(CONTINUE);
  for (let answers = 0; answers < 3; answers++) {
    interim.expect();
    expect(interim.passOver(Buffer.from(CONTINUE.repeat(20) + OK))?.toString()).toBe(OK);
    expect(interim.tooMany).toBe(false);
  }
});
