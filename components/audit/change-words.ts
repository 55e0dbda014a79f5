import { formatExact, formatUtc } from "#components/ui/time-format.ts";
import type { RuleFilters } from "#lib/domain/rule/rule.ts";
import { conditionInWords } from "#lib/domain/rule/words.ts";
import { codeInWords, labelOf } from "./member-words.ts";

/**
 * One line about what changed; `at` is a time in ms since 1970, `json` a value too nested for words. A `former` line
 * tells what the member of the line before it was.
 */
export type ChangeLine = { label: string; former?: true } & Shown;
type Shown = { text: string } | { at: number } | { json: string };

type Details = Record<string, unknown>;

/**
 * What a row of the audit log says about its change, line by line. What a member was before stands before an
 * arrow, or on a line of its own if it is not one short text.
 *
 * Example: { enabled: false, verify_ssl: true, was: { enabled: true } } → "Enabled: yes → no",
 * "Verify SSL certificate: yes"
 */
export function changeLines(details: Details | null): ChangeLine[] {
  const { was, ...members } = details ?? {};
  const former = isMembers(was) ? was : null;
  return Object.entries(members).flatMap(([member, value]): ChangeLine[] => {
    const [label, now] = [labelOf(member), shown(member, value)];
    if (former === null || !Object.hasOwn(former, member)) return [{ label, ...now }];
    const before = shown(member, former[member]);
    if (isShort(before) && isShort(now)) return [{ label, text: `${before.text} → ${now.text}` }];
    return [
      { label, ...now },
      { label: `${label}, before`, former: true, ...before },
    ];
  });
}

const isMembers = (value: unknown): value is Details => typeof value === "object" && value !== null;

const isShort = (one: Shown): one is { text: string } => "text" in one && !one.text.includes("\n");

const NONE = "none";
/** Longer values are for the row's own page. */
const BRIEF_MAX = 60;
const BRIEF_PARTS = 5;

/**
 * The same in one line for the list, without what `thing`, the name of what changed, says already. Times are in
 * `zone` (IANA name), in UTC without one.
 * Example: { from: "Open", to: "Resolved" } → "Open → Resolved"; { enabled: false, url: null } → "Enabled: no"
 */
export function changeInBrief(details: Details | null, thing: string | null, zone: string | null): string {
  const { from, to } = details ?? {};
  if (typeof from === "string" && typeof to === "string") return `${from} → ${to}`;
  const parts = changeLines(details).flatMap((line) => {
    if (line.former) return [];
    if ("json" in line) return [line.label];
    if ("at" in line) return [`${line.label}: ${formatExact(line.at, zone)}`];
    if (line.text === NONE || line.text === thing) return [];
    return [line.text.length > BRIEF_MAX ? line.label : `${line.label}: ${line.text}`];
  });
  return parts.slice(0, BRIEF_PARTS).join(" · ") + (parts.length > BRIEF_PARTS ? " …" : "");
}

function shown(member: string, value: unknown): Shown {
  if (isTime(value)) return { at: Date.parse(value) };
  const code = typeof value === "string" ? codeInWords(member, value) : null;
  const text = code ?? (isFilters(value) ? filtersInWords(value) : inWords(value));
  return text === null ? { json: JSON.stringify(value) } : { text };
}

const isFilters = (value: unknown): value is RuleFilters =>
  typeof value === "object" && value !== null && "match" in value && "conditions" in value;

const filtersInWords = ({ match, conditions }: RuleFilters): string =>
  conditions.map(conditionInWords).join(match === "all" ? " and " : " or ") || NONE;

/** A value in words: one thing of several members on a line of its own; null if it is nested deeper than that. */
function inWords(value: unknown): string | null {
  if (!Array.isArray(value) || value.every(isSimple)) return ofOne(value);
  const lines = value.map(ofOne);
  return lines.includes(null) ? null : lines.join("\n");
}

/** "name: X-Team, value: ops, sensitive: no", "basic, username: ada": its type needs no name. */
function ofOne(value: unknown): string | null {
  if (isSimple(value)) return simple(value);
  if (Array.isArray(value)) return value.every(isSimple) ? value.map(simple).join(", ") || NONE : null;
  const members = Object.entries(value as object).map(([member, one]) => {
    const text = isSimple(one) || Array.isArray(one) ? ofOne(one) : null;
    return text === null || member === "type" ? text : `${labelOf(member).toLowerCase()}: ${text}`;
  });
  return members.includes(null) ? null : members.join(", ") || NONE;
}

const isSimple = (value: unknown): boolean => typeof value !== "object" || value === null;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const isTime = (value: unknown): value is string => typeof value === "string" && TIME.test(value);

function simple(value: unknown): string {
  if (value === null || value === "") return NONE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en");
  return isTime(value) ? formatUtc(Date.parse(value)) : String(value);
}
