import type { ChannelFormat } from "#lib/domain/format/format.ts";
import type { Attempt } from "./deliver.ts";

/** What is stored of an attempt's body: null if nothing was sent, or if it is made again from the event. */
export const bodyToKeep = ({ type }: ChannelFormat, { facts, result }: Attempt): string | null =>
  type === "alert" || result.outcome === "format_failed" ? null : facts.body;
