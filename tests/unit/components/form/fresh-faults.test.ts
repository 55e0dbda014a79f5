import { describe, expect, test } from "vitest";
import { namesToJudge } from "#components/form/fresh-faults.ts";

const values = {
  name: "Jira",
  url: "",
  statuses: ["Open"],
  headers: [{ name: "X-Team" }],
  auth: { type: "token", token: "" },
};
const fault = (type = "custom") => ({ type, message: "It is wrong." });

type Given = Omit<Parameters<typeof namesToJudge>[0], "values">;

describe("fields validated again after a change", () => {
  test.each<[string, Given, string[]]>([
    ["none if none is at fault", { changed: "url", errors: {}, isSubmitted: false }, []],
    ["the changed field after a Save was tried", { changed: "url", errors: {}, isSubmitted: true }, ["url"]],
    [
      "the changed field if it is at fault",
      { changed: "url", errors: { url: fault() }, isSubmitted: false },
      ["url"],
    ],
    ["a list of plain values", { changed: "statuses", errors: {}, isSubmitted: true }, ["statuses"]],
    ["other fields at fault", { changed: "name", errors: { url: fault() }, isSubmitted: false }, ["url"]],
    [
      "fields in groups and rows, and a list itself",
      {
        changed: undefined,
        errors: {
          auth: { token: fault() },
          headers: Object.assign([undefined, { name: fault() }], { root: fault() }),
        },
        isSubmitted: false,
      },
      ["auth.token", "headers.1.name", "headers.root"],
    ],
    [
      "not a field whose fault the server found",
      { changed: "name", errors: { url: fault("server") }, isSubmitted: true },
      ["name"],
    ],
    [
      "such a field too once it has changed",
      { changed: "url", errors: { url: fault("server") }, isSubmitted: false },
      ["url"],
    ],
    ["not a list's new row", { changed: "headers", errors: {}, isSubmitted: true }, []],
    [
      "not a group as a whole",
      { changed: "auth", errors: { auth: { token: fault() } }, isSubmitted: true },
      ["auth.token"],
    ],
    [
      "not the fault above the form",
      { changed: "name", errors: { root: { server: fault() } }, isSubmitted: false },
      [],
    ],
  ])("%s", (_, given, names) => {
    expect(namesToJudge({ ...given, values })).toEqual(names);
  });
});
