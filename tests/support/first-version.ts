import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Channel, Delivery, Rule } from "./api.ts";
import { type Folder, temporaryFolder } from "./folder.ts";

const fixture = fileURLToPath(new URL("../fixtures/first-version", import.meta.url));

/** What the first version's folder holds: see the README beside it. */
export type FirstVersion = {
  ports: { http: number; https: number };
  password: string;
  users: string[];
  keys: Record<"ingest" | "read" | "operate" | "manage" | "revoked", string>;
  secrets: Record<"urlToken" | "basicPassword" | "bearer" | "header" | "room", string>;
  signing: Record<string, string>;
  tls: { cert: string; key: string; sha256: string };
  /** The first version had no `health`: it said since when a channel was failing. */
  channels: (Omit<Channel, "health"> & { failing_since: string | null })[];
  rules: Rule[];
  accessRequests: { channels: { channel_id: string; events: string[] }[] };
  alerts: { alert_id: string; status: string; occurrences: number }[];
  deliveries: Delivery[];
};

export const firstVersion: FirstVersion = JSON.parse(readFileSync(join(fixture, "facts.json"), "utf8"));

/** A copy of the first version's data folder, removed after the test. */
export function copyOfFirstVersion(): Folder {
  const folder = temporaryFolder();
  cpSync(join(fixture, "data-folder"), folder.path, { recursive: true });
  return folder;
}
