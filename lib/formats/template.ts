import type { Details } from "#lib/domain/alert/details.ts";
import type { ChannelFormat } from "#lib/domain/format/format.ts";
import { TEMPLATE_CONTENT_TYPES } from "#lib/domain/format/template.ts";
import { type Format, type FormatEvent, FormatFailed } from "./format.ts";
import { payloadOf } from "./shown-event.ts";
import type { Budget } from "./template/budget.ts";
import { positionOf, TemplateFault } from "./template/fault.ts";
import { jsonFault } from "./template/json-fault.ts";
import { parseTemplate } from "./template/parse.ts";
import { render, type TemplateVariables } from "./template/render.ts";
import type { Node } from "./template/tree.ts";

/** What a channel's own Liquid template makes. */
export const template: Format = { headers, body };

const [JSON_TYPE, TEXT_TYPE] = TEMPLATE_CONTENT_TYPES;

function headers(format: ChannelFormat): Record<string, string> {
  return isJson(format) ? {} : { "content-type": `${TEXT_TYPE}; charset=utf-8` };
}

function body(event: FormatEvent, format: ChannelFormat): string {
  const text = format.fields.template ?? "";
  try {
    return resultOf(parsed(text), variablesOf(event), isJson(format));
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw new FormatFailed(error.message, error.at === null ? null : positionOf(text, error.at));
  }
}

const isJson = ({ fields }: ChannelFormat): boolean => (fields.content_type ?? JSON_TYPE) === JSON_TYPE;

function resultOf(nodes: readonly Node[], variables: TemplateVariables, isJson: boolean): string {
  const output = render(nodes, variables, isJson);
  const text = output.text();
  if (text.trim() === "") throw new TemplateFault("The template makes nothing of this event.", null);
  const fault = isJson && !parses(text) ? jsonFault(text) : null;
  if (fault !== null)
    throw new TemplateFault(`The result is not JSON: ${fault.message}.`, output.origin(fault.offset));
  // Half of a surrogate pair, which only an escape in the template can make, has no bytes of its own.
  return text.toWellFormed();
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads no more of the event than the template asks for. */
function variablesOf(event: FormatEvent): TemplateVariables {
  const payload = new Map<string, unknown>(Object.entries(payloadOf(event)));
  let details: Details | null | undefined;
  return (name, budget) => {
    if (name === "details") {
      if (details === undefined) details = detailsOf(event, budget);
      return details;
    }
    if (name === "event_id") return event.eventId;
    if (name === "channel_name") return event.channelName;
    return name === "base_url" ? event.baseUrl : (payload.get(name) ?? null);
  };
}

/** Reading them takes the longer, the longer they are. */
function detailsOf(event: FormatEvent, budget: Budget): Details | null {
  const details = event.details();
  budget.characters(JSON.stringify(details).length);
  return details;
}

const MOST_KEPT = 100;
/** The latest templates, parsed: each serves every event of its channel. */
const kept = new Map<string, readonly Node[]>();

function parsed(text: string): readonly Node[] {
  const nodes = kept.get(text) ?? parseTemplate(text);
  kept.delete(text);
  kept.set(text, nodes);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return nodes;
}
