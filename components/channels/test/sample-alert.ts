import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import { sampleAlert, type TEST_PRESETS } from "#lib/domain/alert/sample.ts";
import { issuesOf } from "#lib/domain/issues.ts";

export type Preset = (typeof TEST_PRESETS)[number];

/** The text that the editor of the sample alert begins with. */
export const presetText = (preset: Preset): string => layOut(sampleAlert(preset));

/** The preset put into what is typed: other fields stay; text that is no JSON object is replaced. */
export function withPreset(text: string, preset: Preset): string {
  const typed = objectIn(text);
  if (typed === null) return presetText(preset);
  const { status, previous_alert_status } = sampleAlert(preset);
  return layOut({ ...typed, status, previous_alert_status });
}

/** The status that is typed; empty where there is none to be read. */
export function statusIn(text: string): string {
  const status = objectIn(text)?.status;
  return typeof status === "string" ? status : "";
}

/** The alert that is typed, or what is wrong with it: a sentence each. */
export function readSampleAlert(text: string): { alert: unknown } | { faults: string[] } {
  try {
    const alert: unknown = JSON.parse(text);
    const { error } = alertInputSchema.safeParse(alert);
    return error === undefined ? { alert } : { faults: issuesOf(error).map(sentence) };
  } catch (error) {
    return { faults: [`The sample alert is not valid JSON: check ${whereOf(error)}.`] };
  }
}

/** The alert under the id of an earlier Test, unless one is typed. */
export const withAlertId = (alert: unknown, alertId: string | undefined): unknown =>
  alertId === undefined || typeof alert !== "object" ? alert : { alert_id: alertId, ...alert };

/** The `alert_id` that a Test was sent with. */
export function alertIdIn(body: string): string | undefined {
  const alertId = objectIn(body)?.alert_id;
  return typeof alertId === "string" ? alertId : undefined;
}

/** Most messages name their field; those of nested values do not. */
function sentence({ path, message }: { path: string; message: string }): string {
  return path === "" || message.includes(path) ? message : `${path}: ${message}`;
}

/** Browsers tell the place in words of their own, some not at all. */
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
