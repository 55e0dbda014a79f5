import { describe, expect, test } from "vitest";
import {
  emailSchema,
  newUserSchema,
  passwordSchema,
  setUpSchema,
  signInSchema,
} from "#lib/domain/people/user.ts";
import { refusalOf } from "../../refusal.ts";

describe("email", () => {
  test.each([
    ["ada@example.com", "ada@example.com"],
    ["  ada@example.com ", "ada@example.com"],
    ["Ada.Lovelace+ops@mail.example.co.uk", "Ada.Lovelace+ops@mail.example.co.uk"],
  ])("%j → %j", (value, email) => {
    expect(emailSchema.parse(value)).toBe(email);
  });

  test.each([
    [undefined, "Email is required."],
    ["", "Email is required."],
    ["   ", "Email is required."],
    ["ada", "Enter an email address such as ada@example.com."],
    ["ada@", "Enter an email address such as ada@example.com."],
    ["ada@example", "Enter an email address such as ada@example.com."],
    ["a da@example.com", "Enter an email address such as ada@example.com."],
    ["ada@example.com\nbcc: eve@example.com", "Enter an email address such as ada@example.com."],
    [`${"a".repeat(243)}@example.com`, "An email address may have at most 254 characters."],
  ])("%j is refused", (value, message) => {
    expect(refusalOf(emailSchema, value)).toEqual([{ path: "", message }]);
  });
});

describe("password, in code points", () => {
  test.each(["a".repeat(12), "a".repeat(256), "🔔".repeat(12), "🔔".repeat(256), " ".repeat(12)])(
    "takes %j, untrimmed",
    (password) => {
      expect(passwordSchema.parse(password)).toBe(password);
    },
  );

  test.each([
    ["a".repeat(11), "A password needs at least 12 characters."],
    ["🔔".repeat(11), "A password needs at least 12 characters."],
    ["", "A password needs at least 12 characters."],
    ["a".repeat(257), "A password may have at most 256 characters."],
    ["🔔".repeat(257), "A password may have at most 256 characters."],
    [undefined, "Password is required."],
    [123456789012, "Password is required."],
  ])("refuses %j", (password, message) => {
    expect(refusalOf(passwordSchema, password)).toEqual([{ path: "", message }]);
  });
});

describe("a person", () => {
  const ada = { email: "ada@example.com", name: "Ada", password: "correct horse", role: "operator" };

  test.each(["admin", "operator", "viewer"])("may be %s", (role) => {
    expect(newUserSchema.parse({ ...ada, role })).toEqual({ ...ada, role });
  });

  test.each([
    [{ role: "root" }, { path: "role", message: "A role is one of admin, operator, viewer." }],
    [{ name: " " }, { path: "name", message: "Name is required." }],
    [
      { admin: true },
      { path: "admin", message: '"admin" is not a known field: check its spelling or leave it out.' },
    ],
  ])("with %j is refused", (change, issue) => {
    expect(refusalOf(newUserSchema, { ...ada, ...change })).toEqual([issue]);
  });

  test("who sets Tocsin up can't choose a role", () => {
    const { role: _, ...person } = ada;
    expect(setUpSchema.parse({ ...person, token: "t" })).toEqual({ ...person, token: "t" });
    expect(refusalOf(setUpSchema, { ...ada, token: "t" })).toMatchObject([{ path: "role" }]);
  });

  test.each([
    [{ email: "", password: "x" }, "email"],
    [{ email: "ada@example.com", password: "" }, "password"],
    [{ email: "ada@example.com" }, "password"],
  ])("does not sign in with %j", (input, path) => {
    expect(refusalOf(signInSchema, input)).toMatchObject([{ path }]);
  });
});
