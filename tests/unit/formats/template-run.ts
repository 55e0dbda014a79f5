import type { Payload } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { FormatFailed } from "#lib/formats/format.ts";
import { template } from "#lib/formats/template.ts";
import { resolved } from "./event.ts";
import { eventOf } from "./hostile.ts";

/** What a run may differ in from that of a plain text for an alert's end without details. */
export type Given = {
  alert?: Partial<Payload>;
  details?: Details | null;
  /** Called at each time that the details are read. */
  onRead?: () => void;
  type?: "application/json" | "text/plain" | undefined;
  baseUrl?: string | null;
};

/** What a template makes. Throws FormatFailed. */
export function made(text: string, { alert, details = null, onRead, type, baseUrl }: Given = {}): string {
  const event = {
    ...eventOf({ ...resolved, ...alert }, baseUrl),
    details: () => {
      onRead?.();
      return details;
    },
  };
  const fields = { template: text, ...(type !== undefined && { content_type: type }) };
  return template.body(event, { type: "template", fields, secrets: [] }, () => "");
}

/** The same as a plain text. */
export const text = (given: string, more: Given = {}): string => made(given, { ...more, type: "text/plain" });

/** Why a template makes nothing, with its place as `line:column`. */
export function faultOf(given: string, more: Given = {}): { message: string; at: string | null } {
  try {
    const result = made(given, { type: "text/plain", ...more });
    throw new Error(`It makes ${result.slice(0, 100)}.`);
  } catch (error) {
    if (!(error instanceof FormatFailed)) throw error;
    const { message, line, column } = error;
    return { message, at: line === null ? null : `${line}:${column}` };
  }
}
