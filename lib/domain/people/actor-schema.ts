import { z } from "zod";
import { ROLES, SCOPES } from "./actor.ts";

export const scopeSchema = z.enum(SCOPES, {
  error: `A scope is one of ${SCOPES.join(", ")}.`,
});

export const roleSchema = z.enum(ROLES, { error: `A role is one of ${ROLES.join(", ")}.` });
