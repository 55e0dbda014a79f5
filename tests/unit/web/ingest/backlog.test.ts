import { expect, test } from "vitest";
import { limitBacklog } from "#lib/web/ingest/backlog.ts";

const MIB = 1024 * 1024;

/** Posts that wait until they are let go, together. */
function waitingPosts(count: number, length: number): { all: Promise<unknown>; letGo: () => void } {
  let letGo = () => {};
  const stored = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { all: Promise.all(Array.from({ length: count }, () => limitBacklog(length, () => stored))), letGo };
}

const TOO_MANY = {
  status: 503,
  message: "Too many posts wait to be stored: nothing was stored. Try again later.",
};

test.each<[string, number, number, number]>([
  ["4,096 posts", 4_096, 1, 1],
  ["32 MiB of text", 32, MIB, 1],
])(
  "%s may wait for the disk; one more is refused, and taken once they are stored",
  async (_, count, length, more) => {
    const { all, letGo } = waitingPosts(count, length);
    let stored = 0;
    const oneMore = () => limitBacklog(more, async () => ++stored);
    await expect(oneMore()).rejects.toMatchObject(TOO_MANY);
    expect(stored).toBe(0);
    letGo();
    await all;
    expect(await oneMore()).toBe(1);
  },
);

test("the largest input below each limit is accepted", async () => {
  const { all, letGo } = waitingPosts(31, MIB);
  expect(await limitBacklog(MIB, async () => "stored")).toBe("stored");
  letGo();
  await all;
});

test("a post that could not be stored gives its place back", async () => {
  const fail = () => Promise.reject(new Error("No."));
  for (let count = 0; count < 4_097; count++) await expect(limitBacklog(1, fail)).rejects.toThrow("No.");
});
