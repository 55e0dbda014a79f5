import { describe, expect, test } from "vitest";
import { SETTING_ROWS } from "#lib/domain/setting-list.ts";
import { shownSettings } from "#lib/domain/system/environment.ts";

const shown = (source: Record<string, string>, name: string) =>
  shownSettings(source).find((one) => one.name === name);

test("every variable is shown, once", () => {
  const names = SETTING_ROWS.flatMap((row) => row.names);
  expect(shownSettings({}).map(({ name }) => name)).toEqual(names);
  expect(new Set(names).size).toBe(names.length);
});

describe("a variable shows", () => {
  test.each([
    [{ PORT: "8080" }, "PORT", { state: "set", value: "8080" }],
    [{}, "PORT", { state: "default", value: "3000" }],
    [{}, "HOST", { state: "default", value: "0.0.0.0" }],
    [{ HOST: "" }, "HOST", { state: "default", value: "0.0.0.0" }],
    [{}, "DATA_DIR", { state: "default", value: "./data" }],
    [{}, "OUTBOUND_ALLOW", { state: "default", value: null }],
    [{}, "ADMIN_PASSWORD", { state: "default", value: null }],
    [{ ADMIN_PASSWORD: "s3cret" }, "ADMIN_PASSWORD", { state: "secret", by: null }],
    [
      { OIDC_CLIENT_SECRET_FILE: "/run/s" },
      "OIDC_CLIENT_SECRET",
      { state: "secret", by: "OIDC_CLIENT_SECRET_FILE" },
    ],
    [{ OIDC_CLIENT_SECRET_FILE: "/run/s" }, "OIDC_CLIENT_SECRET_FILE", { state: "set", value: "/run/s" }],
  ])("of %o, %s", (source, name, expected) => {
    expect(shown(source, name)).toEqual({ name, ...expected });
  });
});

test("no secret and no secret address is shown", () => {
  const source = {
    ADMIN_PASSWORD: "s3cret-one",
    OIDC_CLIENT_SECRET: "s3cret-two",
    HEARTBEAT_URL: "https://user:s3cret-three@hc.example.com/ping/s3cret-four?key=s3cret-five",
  };
  expect(JSON.stringify(shownSettings(source))).not.toContain("s3cret");
  expect(shown(source, "HEARTBEAT_URL")).toMatchObject({ value: "hc.example.com (the rest is secret)" });
});
