import { z } from "zod";
import { nameText } from "#lib/domain/text.ts";
import { SCOPES, type Scope, scopeSchema } from "./actor.ts";

export const newApiKeySchema = z.strictObject({
  name: nameText("Name", 100),
  scopes: z
    .array(scopeSchema)
    .min(1, { error: "Choose at least one scope." })
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
});
export type NewApiKeyInput = z.input<typeof newApiKeySchema>;

/** A key as pages and the command line show it: never the key itself. */
export type ApiKeyView = {
  id: string;
  name: string;
  /** The key's first characters, enough to recognise it. */
  hint: string;
  scopes: Scope[];
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
};

export const SCOPE_MEANS: Record<Scope, string> = {
  ingest: "Post alerts. A key with this scope speaks for every source.",
  read: "Read alerts, deliveries and all settings.",
  operate: "Change an alert's status, redeliver, test a saved channel.",
  manage: "Create, change and delete channels and rules; set Access Requests.",
};
