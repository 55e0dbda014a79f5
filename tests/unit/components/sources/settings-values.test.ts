import { expect, test } from "vitest";
import { compare } from "#components/form/compare.ts";
import { changeOf, SETTINGS_FIELDS, valuesOf } from "#components/sources/settings-values.ts";

const VALUES = valuesOf({
  version: 3,
  repeats: "drop",
  ignoreLabels: ["replica", "pod"],
  secretSaved: true,
});

test.each([
  ["the settings that the type has", {}, ["repeats"], { version: 3, repeats: "drop" }],
  [
    "labels, one per line or with commas",
    { ignore_labels: " replica\n\n pod, az " },
    ["ignore_labels"],
    { version: 3, ignore_labels: ["replica", "pod", "az"] },
  ],
  ["no labels", { ignore_labels: "  " }, ["ignore_labels"], { version: 3, ignore_labels: [] }],
  ["nothing about a secret that stays", {}, ["secret"], { version: 3 }],
  ["a new secret", { secret: "s3cret", secretSaved: false }, ["secret"], { version: 3, secret: "s3cret" }],
  ["a deleted secret", { secretSaved: false }, ["secret"], { version: 3, secret: null }],
] as const)("a change holds %s", (_, typed, has, change) => {
  expect(changeOf({ ...VALUES, ...typed }, 3, has)).toEqual(change);
});

test("two people's changes are compared without a secret", () => {
  const mine = { ...VALUES, secret: "s3cret", secretSaved: false, ignore_labels: "" };
  const theirs = { ...VALUES, secretSaved: false, repeats: "send" as const };
  const comparison = compare(SETTINGS_FIELDS, { base: VALUES, theirs, mine });
  expect(comparison).toEqual({
    contested: [{ name: "secret", label: "Signing secret", theirs: "None", mine: "A new one" }],
    mine: ["ignore_labels"],
    theirs: ["Repeats"],
  });
});
