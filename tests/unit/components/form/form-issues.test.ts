import { createFormControl } from "react-hook-form";
import { describe, expect, test } from "vitest";
import { type Refusal, showRefusal } from "#components/form/form-issues.ts";

/**
 * The messages that a form with the fields name, headers[0].name and auth.token shows for a refusal: at each
 * field, and above the form.
 */
function shownOf(refusal: Refusal) {
  const form = createFormControl({
    defaultValues: { name: "", headers: [{ name: "" }], auth: { token: "" } },
  });
  for (const name of ["name", "headers.0.name", "auth.token"] as const) form.register(name);
  showRefusal(form, refusal);
  const at = (name: "name" | "headers.0.name" | "auth.token") => form.getFieldState(name).error?.message;
  return {
    name: at("name"),
    header: at("headers.0.name"),
    token: at("auth.token"),
    above: form.getErrors("root.server")?.message,
    type: form.getErrors("root.server")?.type,
  };
}

const REFUSED = "It can't be saved.";

describe("a refusal is shown", () => {
  test.each<[string, Refusal, Partial<ReturnType<typeof shownOf>>]>([
    ["above the form if it has no issues", { message: REFUSED }, { above: REFUSED, type: "server" }],
    [
      "at the fields, and not above the form",
      {
        message: REFUSED,
        issues: [
          { path: "name", message: "Taken." },
          { path: "headers[0].name", message: "No key." },
          { path: "auth.token", message: "Missing." },
        ],
      },
      { name: "Taken.", header: "No key.", token: "Missing." },
    ],
    [
      "above the form for an issue without a field",
      {
        message: REFUSED,
        issues: [
          { path: "headers[1].name", message: "One." },
          { path: "headers", message: "Two." },
          { path: "auth", message: "Three." },
          { path: "", message: "Four." },
          { path: "name", message: "Taken." },
        ],
      },
      { name: "Taken.", above: "One. Two. Three. Four.", type: "server" },
    ],
    [
      "with its own type if the session has ended",
      { message: "You are signed out.", signedOut: true },
      { above: "You are signed out.", type: "signed-out" },
    ],
  ])("%s", (_, refusal, shown) => {
    const none = { name: undefined, header: undefined, token: undefined, above: undefined, type: undefined };
    expect(shownOf(refusal)).toEqual({ ...none, ...shown });
  });
});
