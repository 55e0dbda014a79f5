import { expect, test } from "vitest";
import { atFields } from "#components/rules/form/refusal.ts";

const options = { channels: [{ id: "chn_1", name: "Jira", health: "healthy" as const }] };
const at = (path: string, channels: "all" | string[] = ["chn_0", "chn_1"]) =>
  atFields({ message: "Refused.", issues: [{ path, message: "It is gone." }] }, { channels }, options).issues;

test.each([
  ["channels[1]", { path: "channels", message: "Jira: It is gone." }],
  ["channels[0]", { path: "channels", message: "It is gone." }],
  ["events[7]", { path: "events", message: "It is gone." }],
  ["filters.conditions[0].value", { path: "filters.conditions[0].value", message: "It is gone." }],
  ["name", { path: "name", message: "It is gone." }],
])("a fault at %s is shown at a field of the form", (path, issue) => {
  expect(at(path)).toEqual([issue]);
});

test("a refusal without issues is unchanged", () => {
  expect(atFields({ message: "Changed meanwhile." }, { channels: "all" }, options)).toEqual({
    message: "Changed meanwhile.",
  });
});
