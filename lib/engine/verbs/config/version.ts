import { createHash } from "node:crypto";
import type { Db } from "#db/client.ts";
import { readVersions } from "#db/queries/versions.ts";
import { currentConfig } from "./current.ts";

/** Names the configuration as it stands: every change of what a document describes makes another version. */
export function configVersion(db: Db): string {
  const all = JSON.stringify([currentConfig(db), readVersions(db)]);
  return createHash("sha256").update(all).digest("hex").slice(0, 20);
}
