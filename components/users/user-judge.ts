import { zodResolver } from "@hookform/resolvers/zod";
import { inviteSchema, userChangesSchema } from "#lib/domain/people/user-schema.ts";

/** Validate the forms of users with the server's schemas. */
export const inviteResolver = zodResolver(inviteSchema);
export const changesResolver = zodResolver(userChangesSchema);
