import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterLook,
  dueEvent,
  END_TOLD_AFTER_MS,
  type FollowedState,
  isForgettable,
  TOLD_AFTER_MS,
  TOLD_EVERY_MS,
} from "#lib/domain/own/telling.ts";

const due = (
  state: Partial<FollowedState>,
  isOpen: boolean,
  now: number,
  toldOfThing: number | null = null,
) => dueEvent({ lasts: true, since: 0, toldAt: null, ...state }, { isOpen, toldOfThing, now });

describe("what is told, and when", () => {
  test.each([
    ["a state that has lasted for less than a minute", due({}, false, 59_999), null],
    ["one that has lasted for a minute", due({}, false, 60_000), "open"],
    ["one that is told already", due({}, true, 9e9), null],
    ["one that has been over for less than five minutes", due({ lasts: false }, true, 299_999), null],
    ["one that has been over for five minutes", due({ lasts: false }, true, 300_000), "resolve"],
    ["one that is over and was never told", due({ lasts: false }, false, 9e9), null],
    ["another of a thing of which something was told just now", due({}, false, 400_000, 100_001), null],
    ["the same five minutes after that", due({}, false, 400_000, 100_000), "open"],
  ])("%s", (_, told, expected) => expect(told).toBe(expected));
});

describe("a look", () => {
  test("begins to follow a state, and counts anew when it changes", () => {
    const begun = afterLook(undefined, true, 5);
    expect(begun).toEqual({ lasts: true, since: 5, toldAt: null });
    expect(afterLook(begun, true, 9)).toEqual(begun);
    expect(afterLook({ ...begun, toldAt: 7 }, false, 9)).toEqual({ lasts: false, since: 9, toldAt: 7 });
  });

  test("takes times that lie ahead, because the clock was set back, for now", () => {
    expect(afterLook({ lasts: true, since: 900, toldAt: 950 }, true, 9)).toEqual({
      lasts: true,
      since: 9,
      toldAt: 9,
    });
  });
});

test("a state that is over is kept as long as it limits what is told of its thing", () => {
  const over = { lasts: false, since: 0, toldAt: 1_000 };
  const isOver = (state: FollowedState, isOpen: boolean, now: number) =>
    isForgettable(state, { isOpen, now });
  expect(isOver(over, false, 1_000 + TOLD_EVERY_MS - 1)).toBe(false);
  expect(isOver(over, false, 1_000 + TOLD_EVERY_MS)).toBe(true);
  expect(isOver(over, true, 9e9)).toBe(false);
  expect(isOver({ ...over, lasts: true }, false, 9e9)).toBe(false);
  expect(isOver({ ...over, toldAt: null }, false, 0)).toBe(true);
});

test("however a state comes and goes and the clock is set, it opens and resolves in turn, five minutes apart", () => {
  const look = fc.record({ lasts: fc.boolean(), after: fc.nat(400_000), setBack: fc.nat(3_600_000) });
  fc.assert(
    fc.property(fc.array(look, { maxLength: 80 }), (looks) => {
      let state: FollowedState | undefined;
      let isOpen = false;
      let [now, steady, toldAt] = [1e12, 0, Number.NEGATIVE_INFINITY];
      for (const { lasts, after, setBack } of looks) {
        const back = setBack > 3_000_000 ? setBack : 0;
        now += after - back;
        steady += after;
        state = afterLook(state, lasts, now);
        const event = dueEvent(state, { isOpen, toldOfThing: state.toldAt, now });
        if (event === null) continue;
        expect(event).toBe(isOpen ? "resolve" : "open");
        expect(lasts).toBe(event === "open");
        expect(steady - toldAt).toBeGreaterThanOrEqual(TOLD_EVERY_MS);
        [isOpen, toldAt, state] = [!isOpen, steady, { ...state, toldAt: now }];
      }
    }),
  );
});

test("a state that lasts is told within a minute, and its end within five, wherever the clock is set to", () => {
  let state = afterLook(undefined, true, 1e12);
  state = afterLook(state, true, 1e12 - 9e9);
  const later = 1e12 - 9e9 + TOLD_AFTER_MS;
  expect(dueEvent(afterLook(state, true, later), { isOpen: false, toldOfThing: null, now: later })).toBe(
    "open",
  );
  const over = afterLook(afterLook(state, false, 1e12), false, 5e11);
  const end = 5e11 + END_TOLD_AFTER_MS;
  expect(dueEvent(afterLook(over, false, end), { isOpen: true, toldOfThing: null, now: end })).toBe(
    "resolve",
  );
});
