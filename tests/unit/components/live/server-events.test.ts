import { expect, test } from "vitest";
import { takeEvents } from "#components/live/server-events.ts";

test.each([
  ["an event", 'id: 1\ndata: {"a":":"}\n\n', [{ id: "1", data: '{"a":":"}' }], ""],
  ["an id alone", "id: 1\n\n", [{ id: "1", data: null }], ""],
  ["a comment, which is no event", ":\n\n: still here\n\n", [], ""],
  [
    "several, and the start of the next one",
    "id: 1\ndata: a\n\n:\n\nid: 2\ndata: b\n\nid: 3\nda",
    [
      { id: "1", data: "a" },
      { id: "2", data: "b" },
    ],
    "id: 3\nda",
  ],
  ["nothing yet", "id: 1\ndata: a\n", [], "id: 1\ndata: a\n"],
])("%s", (_, text, events, rest) => {
  expect(takeEvents(text)).toEqual({ events, rest });
});
