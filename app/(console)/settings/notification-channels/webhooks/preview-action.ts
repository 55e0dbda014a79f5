"use server";

import { readDb } from "#db/read.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { FormatPreview } from "#lib/domain/format/preview.ts";
import { lookUp } from "#lib/web/action.ts";
import { formatPreview } from "#lib/web/show/format-preview.ts";

/** The body that a format as typed makes of the channel's last event, or of a sample. Needs the right to manage. */
export async function previewFormat(input: unknown): Promise<ActionResult<FormatPreview>> {
  return lookUp("manage", () => formatPreview(readDb(), input));
}
