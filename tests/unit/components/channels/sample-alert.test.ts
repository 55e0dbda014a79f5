import { describe, expect, test } from "vitest";
import {
  presetText,
  readSampleAlert,
  statusIn,
  withAlertId,
  withPreset,
} from "#components/channels/test/sample-alert.ts";
import { sampleAlert, TEST_PRESETS } from "#lib/domain/alert/sample.ts";

test.each(TEST_PRESETS)("the preset %s can be sent as it is", (preset) => {
  expect(readSampleAlert(presetText(preset))).toEqual({ alert: sampleAlert(preset) });
  expect(statusIn(presetText(preset))).toBe(preset);
});

test("choosing a preset keeps the edited fields", () => {
  const edited = JSON.stringify({ ...sampleAlert("Open"), alert_title: "Mine" });
  expect(JSON.parse(withPreset(edited, "Resolved"))).toEqual({
    ...sampleAlert("Resolved"),
    alert_title: "Mine",
  });
});

test.each(['{"alert_title": ', "[1]", "null", '"text"', ""])("choosing a preset replaces %j", (typed) => {
  expect(withPreset(typed, "Resolved")).toBe(presetText("Resolved"));
  expect(statusIn(typed)).toBe("");
});

test("a second Test of the same dialog has the alert id of the first, unless one is typed", () => {
  expect(withAlertId({ status: "Resolved" }, "test-1")).toEqual({ alert_id: "test-1", status: "Resolved" });
  expect(withAlertId({ alert_id: "test-0" }, "test-1")).toEqual({ alert_id: "test-0" });
  expect(withAlertId({ status: "Open" }, undefined)).toEqual({ status: "Open" });
});

describe("faults in words", () => {
  const faultsOf = (text: string) => {
    const read = readSampleAlert(text);
    return "faults" in read ? read.faults : [];
  };
  test.each<[string, string[]]>([
    ['{\n  "alert_title": "x",\n}', ["The sample alert is not valid JSON: check line 3, column 1."]],
    ["", ["The sample alert is not valid JSON: check its quotes, commas and braces."]],
    ["[]", ["An alert must be a JSON object with at least alert_title."]],
    ['{"alert_titel": "x"}', ['"alert_titel" is not a known field: check its spelling or leave it out.']],
    ['{"priority": "Urgent"}', ["priority: Use one of Critical, High, Medium, Low."]],
    ['{"alert_title": " "}', ["alert_title must not be blank."]],
  ])("%s", (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});
