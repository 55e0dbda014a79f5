import { createHash } from "node:crypto";
import { firstText } from "./members.ts";
import type { MappedAlert } from "./sender.ts";

type Identified = Pick<MappedAlert, "identity" | "title" | "source_name" | "source_id">;

/** What tells an alert from others: the sender's own identity, else title and source; null without these. */
export const identityOf = (alert: Identified): string | null =>
  firstText(alert.identity) ?? titleAndSource(alert);

function titleAndSource({ title, source_name, source_id }: Identified): string | null {
  const told = [firstText(title), firstText(source_name, source_id)].filter((one) => one !== null);
  return told.length === 0 ? null : told.join(" · ");
}

/** What stands for an identity that couldn't be a part of an id: 64 hex digits. */
export const hashOf = (identity: string): string =>
  createHash("sha256").update(identity, "utf16le").digest("hex");
