import { zodResolver } from "@hookform/resolvers/zod";
import { changePasswordSchema, codeSchema, profileSchema } from "#lib/domain/people/profile-schema.ts";

/* Validates the forms of the profile with the server's schemas. */

export const profileResolver = zodResolver(profileSchema);
export const passwordResolver = zodResolver(changePasswordSchema);
export const codeResolver = zodResolver(codeSchema);
