import { describe, expect, test } from "vitest";
import { authorizationHeader, givenSecret } from "#lib/domain/channel/authentication.ts";
import { authSchema } from "#lib/domain/channel/authentication-schema.ts";
import { IS_MASK } from "#lib/domain/secret.ts";
import { refusalOf } from "../../refusal.ts";

const basic = (fields: object = {}) => ({ type: "basic", username: "ada", password: "pw", ...fields });
const token = (fields: object = {}) => ({ type: "token", token: "t", ...fields });

describe("what is taken, as it is", () => {
  test.each<[string, object]>([
    ["None", { type: "none" }],
    ["Basic Authentication", basic()],
    ["a Username of 255 characters", basic({ username: "u".repeat(255) })],
    ["a Username of 255 characters beyond the BMP", basic({ username: "🔔".repeat(255) })],
    ["a Username with spaces and letters of any script", basic({ username: " Ада Лавлейс " })],
    ["a Password of 4,096 characters", basic({ password: "p".repeat(4_096) })],
    ["a Password of 4,096 characters beyond the BMP", basic({ password: "🔔".repeat(4_096) })],
    ["a Password with spaces, colons and letters of any script", basic({ password: " пароль: ü🔔 " })],
    ["a Password of one character", basic({ password: "p" })],
    ["an empty Password", basic({ password: "" })],
    ["no Password, which is not an empty one", { type: "basic", username: "ada" }],
    ["a Password that only holds stars", basic({ password: "**p**" })],
    ["a saved Password", { type: "basic", username: "ada", saved: true }],
    ["Token Authentication", token()],
    ["an Auth Token of 4,096 characters", token({ token: "t".repeat(4_096) })],
    ["an Auth Token of any visible ASCII", token({ token: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" })],
    ["an Auth Token in Latin-1", token({ token: "schlüsselÿ¡" })],
    ["a saved Auth Token", { type: "token", saved: true }],
  ])("%s", (_, auth) => {
    expect(authSchema.parse(auth)).toEqual(auth);
  });
});

describe("what is refused", () => {
  const half = "contains half of a surrogate pair, which is not a character.";
  const control = "contains a control character, such as a line break: paste it again without it.";
  const visible =
    "Auth Token may hold visible Latin-1 characters only, without spaces: check what was pasted.";
  const unknown = (name: string) => `"${name}" is not a known field: check its spelling or leave it out.`;

  test.each<[string, unknown, string, string]>([
    ["no kind", {}, "type", "Authentication is none, basic or token."],
    ["another kind", { type: "digest" }, "type", "Authentication is none, basic or token."],
    ["nothing", null, "", "Authentication is none, basic or token."],
    ["a member of another kind", { type: "none", token: "t" }, "token", unknown("token")],
    ["a Username without its kind", token({ username: "ada" }), "username", unknown("username")],
    ["no Username", { type: "basic", password: "pw" }, "username", "Username is required."],
    ["an empty Username", basic({ username: "" }), "username", "Username is required."],
    [
      "a Username of 256 characters",
      basic({ username: "u".repeat(256) }),
      "username",
      "Username may have at most 255 characters.",
    ],
    [
      "a Username with a colon",
      basic({ username: "a:b" }),
      "username",
      "Username can't contain a colon: Basic Authentication ends the name there.",
    ],
    [
      "a Username with a line break",
      basic({ username: "a\nb" }),
      "username",
      "Username contains a control character.",
    ],
    ["a Username with half a pair", basic({ username: "a\ud83d" }), "username", `Username ${half}`],
    ["a Password that is no text", basic({ password: 7 }), "password", "Password must be a string."],
    [
      "a Password of 4,097 characters",
      basic({ password: "p".repeat(4_097) }),
      "password",
      "Password may have at most 4,096 characters.",
    ],
    ["a Password with a line break", basic({ password: "a\n" }), "password", `Password ${control}`],
    ["a Password with a NUL", basic({ password: "a\u0000" }), "password", `Password ${control}`],
    ["a Password with half a pair", basic({ password: "\udc00" }), "password", `Password ${half}`],
    [
      "an Auth Token of 4,097 characters",
      token({ token: "t".repeat(4_097) }),
      "token",
      "Auth Token may have at most 4,096 characters.",
    ],
    ["an Auth Token with a line break", token({ token: "t\r\nX: y" }), "token", `Auth Token ${control}`],
    ["an Auth Token with a space", token({ token: "Bearer t" }), "token", visible],
    ["an Auth Token with a no-break space", token({ token: "a\u00a0b" }), "token", visible],
    ["an Auth Token beyond Latin-1", token({ token: "ключ" }), "token", visible],
    ...["••••", "•", "****", "•*•*", " ••• ", "<secret>"].flatMap(
      (value): [string, unknown, string, string][] => [
        [`${value} for a Password`, basic({ password: value }), "password", IS_MASK],
        [`${value} for an Auth Token`, token({ token: value }), "token", IS_MASK],
      ],
    ),
    ["saved that is not true", basic({ saved: false }), "saved", "saved is true or left out."],
  ])("%s", (_, auth, path, message) => {
    expect(refusalOf(authSchema, auth)).toEqual([{ path, message }]);
  });
});

describe("the secret that is given", () => {
  test.each<[string, Parameters<typeof givenSecret>[0], string | undefined]>([
    ["none without Authentication", { type: "none" }, undefined],
    ["a Password", { type: "basic", username: "ada", password: "pw" }, "pw"],
    ["an empty Password", { type: "basic", username: "ada", password: "" }, ""],
    ["no Password", { type: "basic", username: "ada" }, undefined],
    ["a saved Password", { type: "basic", username: "ada", saved: true }, undefined],
    [
      "a saved Password with nothing typed",
      { type: "basic", username: "ada", password: "", saved: true },
      undefined,
    ],
    [
      "another Password than the saved",
      { type: "basic", username: "ada", password: "pw", saved: true },
      "pw",
    ],
    ["a token", { type: "token", token: "t" }, "t"],
    ["an empty token, which is none", { type: "token", token: "" }, undefined],
    ["a saved token", { type: "token", saved: true }, undefined],
  ])("%s", (_, auth, given) => {
    expect(givenSecret(auth)).toBe(given);
  });
});

describe("the Authorization header", () => {
  test("is none without Authentication", () => {
    expect(authorizationHeader({ type: "none" }, "")).toBeNull();
  });

  test("bears a token as it is", () => {
    expect(authorizationHeader({ type: "token" }, "t0k+/=.~")).toBe("Bearer t0k+/=.~");
  });

  test.each([
    ["Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="],
    ["test", "123£", "dGVzdDoxMjPCow=="],
    ["ada", "", "YWRhOg=="],
    ["ada", "a:b:c", "YWRhOmE6Yjpj"],
    ["Ада", "пароль 🔔", Buffer.from("Ада:пароль 🔔", "utf8").toString("base64")],
    [
      "u".repeat(255),
      "🔔".repeat(4_096),
      Buffer.from(`${"u".repeat(255)}:${"🔔".repeat(4_096)}`).toString("base64"),
    ],
  ])("of %j and %j is the base64 of their UTF-8", (username, password, credentials) => {
    expect(authorizationHeader({ type: "basic", username }, password)).toBe(`Basic ${credentials}`);
  });
});
