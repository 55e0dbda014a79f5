import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Accepted, Alert, Channel, Delivery, DeliveryDetail, Rule } from "./api.ts";
import { type Folder, temporaryFolder } from "./folder.ts";

/** What the first version's folder holds: see the README beside it. */
type FirstVersion = {
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

/** What the folder of the version that stored each attempt's request holds: see the README beside it. */
type StoredAttemptsVersion = {
  port: number;
  /** When it was stopped. */
  madeAt: string;
  keys: Record<"ingest" | "manage", string>;
  secrets: Record<"urlToken" | "basicPassword" | "header", string>;
  /** Posts with an idempotency key, and their answers. */
  posts: { headers: Record<string, string>; body: { alert_title: string }; results: Accepted["results"] }[];
  channels: Channel[];
  rules: Rule[];
  jobs: { id: string }[];
  alerts: Alert[];
  /** Newest first, as listed. */
  deliveries: DeliveryDetail[];
  /** By the id of the delivery, in the order of its attempts. */
  attemptRequests: Record<string, Omit<DeliveryDetail["request"], "body">[]>;
};

type Facts = { "first-version": FirstVersion; "stored-attempts-version": StoredAttemptsVersion };

const fixture = (version: keyof Facts): string =>
  fileURLToPath(new URL(`../fixtures/${version}`, import.meta.url));

/** What a former version's folder holds, and what its REST interface answered about it. */
export const factsOf = <Version extends keyof Facts>(version: Version): Facts[Version] =>
  JSON.parse(readFileSync(join(fixture(version), "facts.json"), "utf8"));

/** A copy of a former version's data folder, removed after the test. */
export function copyOfFolder(version: keyof Facts): Folder {
  const folder = temporaryFolder();
  cpSync(join(fixture(version), "data-folder"), folder.path, { recursive: true });
  return folder;
}
