import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import { sampleAlert, type TEST_PRESETS } from "#lib/domain/alert/sample.ts";
import { issuesOf } from "#lib/domain/issues.ts";

export type Preset = (typeof TEST_PRESETS)[number];

/** The initial text of the sample alert's editor. */
export const presetText = (preset: Preset): string => layOut(sampleAlert(preset));

/**
 * Puts a preset's status into the typed alert and keeps its other fields. Text that isn't a JSON object is
 * replaced.
 */
export function withPreset(text: string, preset: Preset): string {
  const typed = objectIn(text);
  if (typed === null) return presetText(preset);
  const { status, previous_alert_status } = sampleAlert(preset);
  return layOut({ ...typed, status, previous_alert_status });
}

/** The typed status; empty if there is none. */
export function statusIn(text: string): string {
  const status = objectIn(text)?.status;
  return typeof status === "string" ? status : "";
}

/** The typed alert, or one sentence for each fault in it. */
export function readSampleAlert(text: string): { alert: unknown } | { faults: string[] } {
  try {
    const alert: unknown = JSON.parse(text);
    const { error } = alertInputSchema.safeParse(alert);
    return error === undefined ? { alert } : { faults: issuesOf(error).map(sentence) };
  } catch (error) {
    return { faults: [`The sample alert is not valid JSON: check ${whereOf(error)}.`] };
  }
}

/** Gives the alert the id of the previous Test, unless it has one of its own. */
export const withAlertId = (alert: unknown, alertId: string | undefined): unknown =>
  alertId === undefined || typeof alert !== "object" ? alert : { alert_id: alertId, ...alert };

/** Most messages name their field; those about nested values do not. */
function sentence({ path, message }: { path: string; message: string }): string {
  return path === "" || message.includes(path) ? message : `${path}: ${message}`;
}

/** Each browser words the position differently, and some leave it out. */
function whereOf(error: unknown): string {
  const place = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : "");
  return place === null ? "its quotes, commas and braces" : `line ${place[1]}, column ${place[2]}`;
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const layOut = (value: unknown): string => JSON.stringify(value, null, 2);
