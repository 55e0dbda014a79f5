import type { Scope } from "./actor.ts";

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
  ingest: "Post alerts. A key with this scope can post in the name of any source.",
  read: "Read alerts, deliveries and all settings.",
  operate: "Change an alert's status, redeliver, test a saved channel.",
  manage: "Create, change and delete channels and rules; set Access Requests.",
};
