import { z } from "zod";
import { roleSchema } from "./actor-schema.ts";
import { emailSchema, passwordSchema, personNameSchema } from "./user.ts";

export const inviteSchema = z.strictObject({ email: emailSchema, name: personNameSchema, role: roleSchema });
export type InviteInput = z.input<typeof inviteSchema>;
export type Invite = z.output<typeof inviteSchema>;

/** What an admin may change about a user beside their role. */
export const userChangesSchema = z.strictObject({
  name: personNameSchema.optional(),
  email: emailSchema.optional(),
});
export type UserChangesInput = z.input<typeof userChangesSchema>;
export type UserChanges = z.output<typeof userChangesSchema>;

/** The form that an invite or a reset link leads to. */
export const acceptLinkSchema = z.strictObject({
  token: z.string(),
  password: passwordSchema,
  /** The browser's User-Agent. */
  browser: z.string().optional(),
});
