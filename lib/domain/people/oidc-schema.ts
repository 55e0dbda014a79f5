import { z } from "zod";
import { roleSchema } from "./actor-schema.ts";

/** OpenID Connect Core 1.0, 2: a subject has at most 255 ASCII characters. */
const subjectSchema = z.string().min(1).max(255);

/** A person's identity at the OpenID provider. */
export const identitySchema = z.strictObject({
  issuer: z.string().min(1).max(2_048),
  subject: subjectSchema,
});

/** What the OpenID provider has proved of a person who signs in. */
export const oidcSignInSchema = identitySchema.extend({
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
  /** By the claim; null if it gives none. */
  role: roleSchema.nullable(),
  /** The browser's User-Agent. */
  browser: z.string().optional(),
});
