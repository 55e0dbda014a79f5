import { createHash } from "node:crypto";
import { MAX_ALERTS_PER_POST } from "#lib/domain/alert/alert.ts";
import { type AlertInput, alertInputSchema, idempotencyKeySchema } from "#lib/domain/alert/alert-schema.ts";
import { plainAlert } from "#lib/domain/alert/plain-alert.ts";
import { at, type SourceAlert, type SourcePost, summary } from "#lib/domain/alert/post.ts";
import { AppError, type Issue } from "#lib/domain/errors.ts";
import { ISSUES_MAX, issuesOf } from "#lib/domain/issues.ts";
import { parseJsonExactly } from "#lib/domain/json.ts";
import { parseBody } from "./json-body.ts";
import { MalformedBody, type Source, type SourceBody } from "./source.ts";

const NDJSON = "application/x-ndjson";

/** Tocsin's own format: one alert, an array of 1–1,000, or NDJSON. */
export const native: Source = {
  mediaTypes: ["application/json", NDJSON],
  wrongMediaType: `Send Content-Type: application/json, or ${NDJSON} for one alert per line.`,
  read,
};

function read({ text, mediaType, header }: SourceBody): SourcePost {
  const { items, ...post } = mediaType === NDJSON ? parseLines(text) : parseDocument(text);
  refuseCount(items.length);
  const alerts = parseAlerts(items, post.indexed);
  return { alerts: withIdempotency(alerts, header("idempotency-key"), post.indexed), ...post };
}

type Items = { items: unknown[] } & Pick<SourcePost, "indexed" | "text">;

function parseDocument(text: string): Items {
  const document = parseBody(text);
  const indexed = Array.isArray(document);
  return { items: indexed ? document : [document], indexed, text };
}

/** Blank lines don't count: `[2]` is the third line that holds anything. */
function parseLines(text: string): Items {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const items = lines.map((line, index) => parseLine(line, `[${index}]`));
  return { items, indexed: true, text: `[${lines.join(",")}]` };
}

function parseLine(text: string, path: string): unknown {
  try {
    return parseJsonExactly(text);
  } catch (error) {
    const fault = error instanceof Error ? error.message : "not valid JSON";
    throw new MalformedBody(`Line ${path} is ${fault}.`, [{ path, message: `This line is ${fault}.` }]);
  }
}

function refuseCount(count: number): void {
  if (count === 0) throw new AppError("invalid", "There is no alert in the body: send at least one.");
  if (count <= MAX_ALERTS_PER_POST) return;
  throw new AppError(
    "invalid",
    `One post takes at most ${MAX_ALERTS_PER_POST.toLocaleString("en")} alerts; this one has ${count}: split it.`,
  );
}

function parseAlerts(items: unknown[], indexed: boolean): AlertInput[] {
  const alerts: AlertInput[] = [];
  const issues: Issue[] = [];
  for (const [index, item] of items.entries()) {
    if (issues.length >= ISSUES_MAX) break;
    const plain = plainAlert(item);
    if (plain !== null) {
      alerts.push(plain);
      continue;
    }
    const parsed = alertInputSchema.safeParse(item);
    if (parsed.success) alerts.push(parsed.data);
    else for (const issue of issuesOf(parsed.error)) issues.push(at(issue, index, indexed));
  }
  if (issues.length > 0) throw new AppError("invalid", summary(issues), issues);
  return alerts;
}

function withIdempotency(alerts: AlertInput[], header: string | null, indexed: boolean): SourceAlert[] {
  if (header !== null) refuseHeader(alerts, header, indexed);
  return alerts.map((alert) => {
    const key = header ?? alert.idempotency_key ?? null;
    return { alert, idempotency: key === null ? null : { key, contentHash: contentHash(alert) } };
  });
}

function refuseHeader(alerts: AlertInput[], header: string, indexed: boolean): void {
  if (alerts.length > 1)
    throw new AppError(
      "invalid",
      "The Idempotency-Key header stands for one alert: give each alert of an array its own idempotency_key.",
    );
  const path = at({ path: "idempotency_key", message: "" }, 0, indexed).path;
  const both = alerts[0]?.idempotency_key ?? null;
  if (both !== null) {
    const message = "Give the Idempotency-Key header or idempotency_key, not both.";
    throw new AppError("invalid", message, [{ path, message }]);
  }
  const parsed = idempotencyKeySchema.safeParse(header);
  if (parsed.success) return;
  const message = (parsed.error.issues[0]?.message ?? "not valid").replace(
    "idempotency_key",
    "Idempotency-Key",
  );
  throw new AppError("invalid", message, [{ path: "Idempotency-Key", message }]);
}

function contentHash(alert: AlertInput): string {
  const { idempotency_key: _key, ...content } = alert;
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

/** JSON with sorted keys and without null members, which count as absent. */
function canonicalJson(value: unknown, top = true): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one, false)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, child]) => child !== undefined && !(top && child === null))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child, false)}`).join(",")}}`;
}
