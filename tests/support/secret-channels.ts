import type { NewChannel } from "./api.ts";

/** Unique secrets, one of each kind. */
export const SAVED = {
  url: "saved-url-s3cret-71",
  password: "saved-pässword-s3cret-72",
  token: "saved-token-s3cret-73",
  header: "saved-header-s3cret-74",
};

/** The values that are entered in place of them. */
export const ENTERED = {
  url: "entered-url-81",
  password: "entered-password-82",
  token: "entered-token-83",
  header: "entered-header-84",
};

type Values = typeof SAVED;
type Settings = Required<Pick<NewChannel, "url_secrets" | "auth" | "headers">>;

/** Settings with every kind of secret that fits into one channel, with a password or a token. */
export const secretsOf = (auth: "basic" | "token", values: Values): Settings => ({
  url_secrets: [{ replacement: "TOKEN", value: values.url }],
  auth:
    auth === "basic"
      ? { type: "basic", username: "ada", password: values.password }
      : { type: "token", token: values.token },
  headers: [
    { name: "X-Team", value: "ops", sensitive: false },
    { name: "X-Api-Key", value: values.header, sensitive: true },
  ],
});

/** Whether a text holds one of the values, plain or inside Basic credentials. */
export function holdsAny(text: string, values: Values): boolean {
  const credentials = Buffer.from(`ada:${values.password}`).toString("base64");
  const latin1 = Buffer.from(values.password).toString("latin1");
  return [...Object.values(values), credentials, latin1].some((value) => text.includes(value));
}
