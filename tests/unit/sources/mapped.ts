import { readFileSync } from "node:fs";
import type { AlertInput } from "#lib/domain/alert/alert-schema.ts";
import { AppError, type Issue } from "#lib/domain/errors.ts";
import { USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import type { SourceType } from "#lib/domain/source/source.ts";
import type { Mapped, SenderContext, SenderPost } from "#lib/sources/sender.ts";
import { senders } from "#lib/sources/senders.ts";
import { toPost } from "#lib/sources/to-post.ts";

/** 2026-11-28T10:00:00Z. */
export const RECEIVED_AT = Date.parse("2026-11-28T10:00:00Z");

export const CONTEXT: SenderContext = {
  namespace: "ns",
  receivedAt: RECEIVED_AT,
  settings: USUAL_SETTINGS,
  secret: null,
};

/** A sample in a sender's own format. */
export const payload = (name: string): string =>
  readFileSync(new URL(`../../fixtures/payloads/${name}.json`, import.meta.url), "utf8");

export type Given = Partial<SenderContext> & { headers?: Record<string, string> };

export function postOf(type: SourceType, body: unknown, headers: Record<string, string> = {}): SenderPost {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const mediaType = headers["content-type"] ?? senders[type].mediaTypes?.[0] ?? "application/json";
  return { text, mediaType, header: (name) => headers[name] ?? null };
}

export function mapPost(type: SourceType, body: unknown, { headers, ...context }: Given = {}): Mapped {
  return senders[type].map(postOf(type, body, headers), { ...CONTEXT, ...context });
}

/** The alerts that a post makes, as they are accepted. */
export function alertsOf(type: SourceType, body: unknown, given: Given = {}): AlertInput[] {
  const mapped = mapPost(type, body, given);
  if (mapped.kind !== "alerts") throw new Error("These are no alerts.");
  return toPost(mapped.alerts, { ...CONTEXT, ...given }, type).alerts.map(({ alert }) => alert);
}

/** The one alert of a post. */
export function alertOf(type: SourceType, body: unknown, given: Given = {}): AlertInput {
  const [alert, ...more] = alertsOf(type, body, given);
  if (alert === undefined || more.length > 0) throw new Error("This is not one alert.");
  return alert;
}

/** How a post is refused as one that is not of its type. */
export function refusalOf(
  type: SourceType,
  body: unknown,
  given: Given = {},
): { message: string; issues: Issue[] } {
  try {
    mapPost(type, body, given);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid")
      return { message: error.message, issues: error.issues };
    throw error;
  }
  throw new Error("It was not refused.");
}

/** The paths of the members that a refusal names. */
export const missingIn = (type: SourceType, body: unknown, given: Given = {}): string[] =>
  refusalOf(type, body, given).issues.map(({ path }) => path);
