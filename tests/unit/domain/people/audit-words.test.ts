import { describe, expect, test } from "vitest";
import { AUDIT_ACTIONS } from "#lib/domain/people/audit.ts";
import { ACTION_WORDS, actionInWords, actorInWords } from "#lib/domain/people/audit-words.ts";

describe("the words for what somebody did", () => {
  test("are there for every action, each with its own", () => {
    expect(Object.keys(ACTION_WORDS).sort()).toEqual([...AUDIT_ACTIONS].sort());
    expect(new Set(Object.values(ACTION_WORDS)).size).toBe(AUDIT_ACTIONS.length);
  });

  test.each(AUDIT_ACTIONS)("of %s begin like a sentence and end without a full stop", (action) => {
    expect(actionInWords(action)).toMatch(/^[A-Z].{6,}[^.]$/);
  });

  test.each(["rules.shout", "toString"])("of an unknown action are its name: %s", (action) => {
    expect(actionInWords(action)).toBe(action);
  });
});

test.each([
  ["user", "Ada", "Ada"],
  ["api_key", "grafana", "API key grafana"],
  ["cli", "cli", "Command line"],
  ["system", "system", "Tocsin"],
  ["nobody", "nobody", "Nobody signed in"],
] as const)("the %s %s is called %s", (kind, name, words) => {
  expect(actorInWords(kind, name)).toBe(words);
});
