import { describe, expect, test } from "vitest";
import {
  countOfEvents,
  type Selectable,
  selectAllState,
  selectableChannels,
  withEvent,
} from "#components/access-requests/selection.ts";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";

const [first, second, third] = ACCESS_REQUEST_EVENTS;

test.each([
  ["none", []],
  ["some", [first]],
  ["some", ACCESS_REQUEST_EVENTS.slice(1)],
  ["all", [...ACCESS_REQUEST_EVENTS]],
])("Select All shows %s", (state, events) => {
  expect(selectAllState(events)).toBe(state);
});

describe("ticking a box", () => {
  test.each([
    ["adds its event in the order of the page", [third, first], second, true, [first, second, third]],
    ["twice adds it once", [first], first, true, [first]],
    ["off removes its event", [first, second], first, false, [second]],
    ["off can remove the last event", [first], first, false, []],
  ])("%s", (_, events, event, on, after) => {
    expect(withEvent(events, event, on)).toEqual(after);
  });
});

test.each([
  [0, "0 EVENTS"],
  [1, "1 EVENT"],
  [7, "7 EVENTS"],
])("%i is written as %s", (count, words) => {
  expect(countOfEvents(count)).toBe(words);
});

describe("selectable webhooks", () => {
  const channel = (name: string, more: Partial<Selectable> = {}): Selectable => ({
    id: `chn_${name}`,
    name,
    url: `https://${name.toLowerCase()}.example.com/hook`,
    health: "healthy",
    ...more,
  });
  const all = [channel("Jira"), channel("Pager", { health: "disabled" }), channel("Slack")];

  test.each([
    ["all without a card, including disabled ones", [], "", ["Jira", "Pager", "Slack"]],
    ["none that has a card", ["chn_Jira"], "", ["Pager", "Slack"]],
    ["by name, ignoring case", [], " sLA ", ["Slack"]],
    ["by URL", [], "pager.example", ["Pager"]],
    ["nothing", ["chn_Slack"], "slack", []],
  ])("%s", (_, withCard, search, names) => {
    expect(selectableChannels(all, new Set(withCard), search).map(({ name }) => name)).toEqual(names);
  });
});
