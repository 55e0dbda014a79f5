import { z } from "zod";
import { characters } from "#lib/domain/text.ts";
import { nameText } from "#lib/domain/text-schema.ts";
import { roleSchema } from "./actor-schema.ts";

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

export const emailSchema = z
  .string({ error: "Email is required." })
  .trim()
  .min(1, { error: "Email is required." })
  .max(254, { error: "An email address may have at most 254 characters." })
  .pipe(z.email({ error: "Enter an email address such as ada@example.com." }));

export const passwordSchema = z
  .string({ error: "Password is required." })
  .refine((value) => characters(value) >= PASSWORD_MIN, {
    error: `A password needs at least ${PASSWORD_MIN} characters.`,
  })
  .refine((value) => characters(value) <= PASSWORD_MAX, {
    error: `A password may have at most ${PASSWORD_MAX} characters.`,
  });

export const newUserSchema = z.strictObject({
  email: emailSchema,
  name: nameText("Name", 100),
  password: passwordSchema,
  role: roleSchema,
});

export type NewUser = z.output<typeof newUserSchema>;

/** The set-up page: the first admin, by the one-time token of the log. */
export const setUpSchema = newUserSchema.omit({ role: true }).extend({ token: z.string() });

export const signInSchema = z.strictObject({
  email: z.string().trim().min(1, { error: "Email is required." }),
  password: z.string().min(1, { error: "Password is required." }),
});
export type SignInInput = z.input<typeof signInSchema>;

export const SESSION_DAYS = 30;
