import { z } from "zod";
import { isHeaderToken, noHeaderToken } from "#lib/domain/header-token.ts";
import { IS_MASK, isMask } from "#lib/domain/secret.ts";
import { characters, hasControlCharacters } from "#lib/domain/text.ts";

const USERNAME_MAX = 255;
const SECRET_MAX = 4_096;

/** Goes with a write-only member that is left out: keeps its saved value. */
export const savedSchema = z.literal(true, { error: "saved is true or left out." }).optional();

/** A typed secret. It is never shown again once saved. */
const secret = (label: string) =>
  z
    .string({ error: `${label} must be a string.` })
    .refine((value) => value.isWellFormed(), {
      error: `${label} contains half of a surrogate pair, which is not a character.`,
    })
    .refine((value) => !hasControlCharacters(value), {
      error: `${label} contains a control character, such as a line break: paste it again without it.`,
    })
    .refine((value) => !isMask(value), { error: IS_MASK })
    .refine((value) => characters(value) <= SECRET_MAX, {
      error: `${label} may have at most ${SECRET_MAX.toLocaleString("en")} characters.`,
    })
    .meta({ maxLength: SECRET_MAX, writeOnly: true })
    .optional();

const username = z
  .string({ error: "Username is required." })
  .min(1, { error: "Username is required." })
  .refine((value) => value.isWellFormed(), {
    error: "Username contains half of a surrogate pair, which is not a character.",
  })
  .refine((value) => !hasControlCharacters(value), { error: "Username contains a control character." })
  .refine((value) => !value.includes(":"), {
    error: "Username can't contain a colon: Basic Authentication ends the name there.",
  })
  .refine((value) => characters(value) <= USERNAME_MAX, {
    error: `Username may have at most ${USERNAME_MAX} characters.`,
  })
  .meta({ maxLength: USERNAME_MAX });

const token = secret("Auth Token")
  .unwrap()
  .refine((value) => isHeaderToken(value) || hasControlCharacters(value) || isMask(value), {
    error: noHeaderToken("Auth Token"),
  })
  .optional();

/** A Password may be empty: some services take a key as Username alone. */
const password = secret("Password");

/** None, Basic Authentication or Token Authentication. */
export const authSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("none") }),
    z.strictObject({ type: z.literal("basic"), username, password, saved: savedSchema }),
    z.strictObject({ type: z.literal("token"), token, saved: savedSchema }),
  ],
  { error: "Authentication is none, basic or token." },
);
