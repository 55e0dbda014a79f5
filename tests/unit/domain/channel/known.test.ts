import { expect, test } from "vitest";
import { refuseUnknownChannels } from "#lib/domain/channel/known.ts";
import type { AppError } from "#lib/domain/errors.ts";

const isKnown = (id: string) => id === "known";
const message = "There is no such channel, it may have been deleted: remove it.";

function issuesOf(ids: string[], pathAt?: (index: number) => string) {
  try {
    refuseUnknownChannels(ids, isKnown, pathAt);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid", message });
    return (error as AppError).issues;
  }
}

test("known channels are taken, and none", () => {
  expect(issuesOf(["known", "known"])).toEqual([]);
  expect(issuesOf([])).toEqual([]);
});

test("each unknown channel is refused where it stands", () => {
  expect(issuesOf(["gone", "known", "away"])).toEqual([
    { path: "channels[0]", message },
    { path: "channels[2]", message },
  ]);
  const pathAt = (index: number) => `channels[${index}].channel_id`;
  expect(issuesOf(["known", "gone"], pathAt)).toEqual([{ path: "channels[1].channel_id", message }]);
});

test("a hundred unknown channels are told, and no more are looked up", () => {
  let lookedUp = 0;
  const none = () => {
    lookedUp++;
    return false;
  };
  const ids = Array.from({ length: 101 }, (_, index) => String(index));
  expect(() => refuseUnknownChannels(ids, none)).toThrow(
    expect.objectContaining({ issues: expect.objectContaining({ length: 100 }) }),
  );
  expect(lookedUp).toBe(100);
});
