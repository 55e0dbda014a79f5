import { z } from "zod";
import { hasHiddenCharacters } from "#lib/domain/text.ts";
import { nameText } from "#lib/domain/text-schema.ts";
import { roleSchema } from "./actor-schema.ts";
import { faultOfPassword } from "./password.ts";

const EMAIL_REQUIRED = { error: "Email is required." };
const PASSWORD_REQUIRED = { error: "Password is required." };

export const emailSchema = z
  .string(EMAIL_REQUIRED)
  .trim()
  .min(1, EMAIL_REQUIRED)
  .max(254, { error: "An email address may have at most 254 characters." })
  .pipe(z.email({ error: "Enter an email address such as ada@example.com." }));

export const passwordSchema = z.string(PASSWORD_REQUIRED).superRefine((password, context) => {
  const fault = faultOfPassword(password);
  if (fault !== null) context.addIssue({ code: "custom", message: fault });
});

/** A person's name stands in sentences and in the audit log, where a reversed one could pass for another. */
export const personNameSchema = nameText("Name", 100).refine((name) => !hasHiddenCharacters(name), {
  error: "Name contains an invisible character that changes the direction of text: retype it.",
});

export const newUserSchema = z.strictObject({
  email: emailSchema,
  name: personNameSchema,
  password: passwordSchema,
  role: roleSchema,
});

export type NewUser = z.output<typeof newUserSchema>;

/** The set-up page: makes the first admin with the one-time token from the log. */
export const setUpSchema = newUserSchema.omit({ role: true }).extend({ token: z.string() });

export const signInSchema = z.strictObject({
  email: z.string().trim().min(1, EMAIL_REQUIRED),
  password: z.string().min(1, PASSWORD_REQUIRED),
  /** The browser's User-Agent. */
  browser: z.string().optional(),
});
export type SignInInput = z.input<typeof signInSchema>;
