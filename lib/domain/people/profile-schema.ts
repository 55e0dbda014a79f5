import { z } from "zod";
import { isTimeZone } from "./time-zone.ts";
import { passwordSchema, personNameSchema } from "./user.ts";

export const profileSchema = z.strictObject({
  name: personNameSchema,
  /** An IANA name; null to use the browser's. */
  timeZone: z
    .string()
    .refine(isTimeZone, { error: "Choose a time zone of the list, such as Europe/Berlin." })
    .nullable(),
});
export type ProfileInput = z.input<typeof profileSchema>;
export type Profile = z.output<typeof profileSchema>;

const PRESENT_REQUIRED = { error: "Enter your present password." };
const presentPassword = z.string(PRESENT_REQUIRED).min(1, PRESENT_REQUIRED);

export const changePasswordSchema = z.strictObject({ present: presentPassword, password: passwordSchema });
export type ChangePasswordInput = z.input<typeof changePasswordSchema>;

/** What an act asks for that a stolen session must not be enough for. */
export const presentPasswordSchema = z.strictObject({ present: presentPassword });
export type PresentPasswordInput = z.input<typeof presentPasswordSchema>;

const CODE_REQUIRED = { error: "Enter the code." };
/** A code of an app, or a recovery code. */
export const codeText = z
  .string(CODE_REQUIRED)
  .trim()
  .min(1, CODE_REQUIRED)
  .max(100, { error: "A code has 6 digits, a recovery code 16 characters." });
export const codeSchema = z.strictObject({ code: codeText });
