import { visibleText } from "#lib/domain/visible-text.ts";
import type { AppliedConfig, ConfigChange, ConfigMember, ConfigPlan, MovedEvent } from "./plan.ts";
import { NEW_VALUE, SAVED } from "./secret-reference.ts";

/**
 * Changes as lines, section by section: `+` makes a thing, `~` changes it, `-` deletes it.
 * E.g. changeLines([{ section: "channels", act: "create", name: "Jira", members: [] }]) gives
 * ["channels", "  + Jira"]
 */
export function changeLines(changes: readonly ConfigChange[]): string[] {
  const bySection = Map.groupBy(changes, ({ section }) => section);
  return [...bySection].flatMap(([section, those]) => [
    section,
    ...those.flatMap((change) => [
      `  ${SIGNS[change.act]} ${visibleText(change.name)}`,
      ...detailLines(change).map((line) => `      ${line}`),
    ]),
  ]);
}

const SIGNS: Record<ConfigChange["act"], string> = { create: "+", change: "~", delete: "-" };

function detailLines({ act, members, effect }: ConfigChange): string[] {
  const lines = members.map(act === "create" ? newLine : memberLine);
  if (effect === undefined) return lines;
  const { waiting, disabledReason } = effect;
  const why = disabledReason === null ? [] : [`Tocsin had disabled it: ${visibleText(disabledReason)}`];
  const does = act === "delete" ? "cancelled" : "sent";
  const deliveries =
    waiting === 1 ? "1 delivery that waits is" : `${counted(waiting)} deliveries that wait are`;
  return [...lines, ...why, ...(waiting === 0 ? [] : [`${deliveries} ${does}`])];
}

function newLine({ path, to }: ConfigMember): string {
  const [value] = fromDifference(inWords(to), "");
  return `${visibleText(path)}: ${value}`;
}

function memberLine({ path, from, to }: ConfigMember): string {
  const [before, after] = fromDifference(inWords(from), inWords(to));
  return `${visibleText(path)}: ${before} → ${after}`;
}

const inWords = (value: unknown): string =>
  value === SAVED || value === NEW_VALUE ? value : visibleText(JSON.stringify(value));

const counted = (count: number): string => count.toLocaleString("en");

/** Characters of a value that a line shows. */
const SHOWN = 120;
/** Characters that two long values share before they differ; of more, the last ones are shown. */
const SHARED = 20;

/** Both values, of long ones a piece that begins shortly before they differ. */
function fromDifference(before: string, after: string): [string, string] {
  const [one, other] = [[...before], [...after]];
  if (one.length <= SHOWN && other.length <= SHOWN) return [before, after];
  const differing = one.findIndex((character, index) => character !== other[index]);
  const start = Math.max(0, (differing === -1 ? one.length : differing) - SHARED);
  const piece = (text: string[]) =>
    `${start > 0 ? "…" : ""}${text.slice(start, start + SHOWN).join("")}${text.length > start + SHOWN ? "…" : ""}`;
  return [piece(one), piece(other)];
}

/** What the back-test found, as lines. */
export function backTestLines({ tested, moved }: ConfigPlan["backTest"]): string[] {
  if (tested === 0) return ["No event has come in yet that would show where events go."];
  const of = tested === 1 ? "The last event" : `Of the last ${counted(tested)} events`;
  if (moved.length === 0)
    return [tested === 1 ? `${of} would go where it went.` : `${of}, none would go elsewhere.`];
  return [
    tested === 1 ? `${of} would go elsewhere:` : `${of}, ${counted(moved.length)} would go elsewhere:`,
    ...moved.map(movedLine),
  ];
}

function movedLine({ receivedAt, alertTitle, alertId, gains, loses }: MovedEvent): string {
  const also = gains.length === 0 ? [] : [`also to ${named(gains)}`];
  const noLonger = loses.length === 0 ? [] : [`no longer to ${named(loses)}`];
  const at = new Date(receivedAt).toISOString();
  return `  ${at}  ${visibleText(alertTitle)} (${visibleText(alertId)}): ${[...also, ...noLonger].join("; ")}`;
}

const named = (channels: readonly string[]): string => channels.map(visibleText).join(", ");

/** What is shown only once, as lines. */
export function shownOnceLines({ signingSecrets, invites }: AppliedConfig): string[] {
  const withoutAddress = invites.some(({ link }) => link.startsWith("/"));
  return [
    ...(signingSecrets.length === 0 ? [] : ["", "Signing secrets of the new channels, shown only now:"]),
    ...signingSecrets.map(({ channel, secret }) => `  ${visibleText(channel)}: ${secret}`),
    ...(invites.length === 0 ? [] : ["", "Invite links of the new users, shown only now:"]),
    ...invites.map(({ email, link }) => `  ${visibleText(email)}: ${link}`),
    ...(withoutAddress
      ? ["BASE_URL is not set: put the address by which people reach Tocsin before each path."]
      : []),
  ];
}
