import { describe, expect, test } from "vitest";
import { wordsOf } from "#components/users/act-words.ts";
import { chooseUsers, type UserChoice } from "#components/users/choose-users.ts";
import { labelOf, possibleActs } from "#components/users/possible-acts.ts";
import type { UserView } from "#lib/domain/people/user-view.ts";

const ada: UserView = {
  id: "usr_ada",
  email: "ada@example.com",
  name: "Ada",
  role: "admin",
  state: "active",
  hasSecondFactor: true,
  singleSignOn: "none",
  createdAt: 0,
  lastSignInAt: 2_000,
};
const bob: UserView = {
  ...ada,
  id: "usr_bob",
  email: "robert@corp.example",
  name: "Bob",
  role: "viewer",
  hasSecondFactor: false,
  lastSignInAt: 3_000,
};
const eve: UserView = {
  ...bob,
  id: "usr_eve",
  email: "eve@example.com",
  name: "Eve",
  role: "operator",
  state: "invited",
  lastSignInAt: null,
};

describe("the list", () => {
  const all: UserChoice = {
    q: "",
    role: "",
    state: "",
    secondFactor: "",
    sort: { by: "name", descending: false },
  };
  const sorted = (by: string, descending = false) => ({ sort: { by, descending } });

  test.each<[Partial<UserChoice>, string]>([
    [{}, "Ada Bob Eve"],
    [{ q: " ROB" }, "Bob"],
    [{ q: "eve" }, "Eve"],
    [{ q: "nobody" }, ""],
    [{ role: "viewer" }, "Bob"],
    [{ state: "invited" }, "Eve"],
    [{ secondFactor: "on" }, "Ada"],
    [{ secondFactor: "off" }, "Bob Eve"],
    [sorted("name", true), "Eve Bob Ada"],
    [sorted("email"), "Ada Eve Bob"],
    [sorted("role"), "Ada Eve Bob"],
    [sorted("state"), "Eve Ada Bob"],
    [sorted("signed-in", true), "Bob Ada Eve"],
    [sorted("nothing"), "Ada Bob Eve"],
  ])("by %j shows %s", (choice, names) => {
    const found = chooseUsers([eve, ada, bob], { ...all, ...choice });
    expect(found.map(({ name }) => name).join(" ")).toBe(names);
  });
});

describe("what an admin can do", () => {
  const facts = { isLastAdmin: false, oidcName: null, passwords: true };

  test.each<[string, UserView, Partial<typeof facts> | { oidcName: string }, string]>([
    ["an active user", ada, {}, "set-role make-reset-link end-sessions reset-second-factor disable delete"],
    ["the last active admin", ada, { isLastAdmin: true }, "make-reset-link end-sessions reset-second-factor"],
    ["one without a second factor", bob, {}, "set-role make-reset-link end-sessions disable delete"],
    ["a disabled user", { ...bob, state: "disabled" }, { oidcName: "Okta" }, "set-role enable delete"],
    [
      "one who may be linked",
      bob,
      { oidcName: "Okta" },
      "set-role make-reset-link end-sessions allow-oidc disable delete",
    ],
    [
      "one who is linked",
      { ...bob, singleSignOn: "linked" },
      { oidcName: "Okta" },
      "set-role make-reset-link end-sessions disable delete",
    ],
    ["anybody where passwords are off", bob, { passwords: false }, "set-role end-sessions disable delete"],
  ])("with %s", (_, user, change, acts) => {
    expect(possibleActs(user, { ...facts, ...change }).join(" ")).toBe(acts);
  });

  test("says whether a link is a new invite or a reset", () => {
    expect(labelOf("make-reset-link", eve)).toBe("New invite link");
    expect(labelOf("make-reset-link", ada)).toBe("Reset password");
  });

  test("names the user and single sign-on in its questions", () => {
    expect(wordsOf("delete", bob, "Okta").title).toBe("Delete Bob?");
    expect(wordsOf("allow-oidc", bob, "Okta")).toMatchObject({
      title: "Allow Bob to sign in with Okta?",
      text: expect.stringContaining("robert@corp.example"),
    });
  });
});
