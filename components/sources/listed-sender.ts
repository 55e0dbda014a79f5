import { sourcePath, sourceTypePath } from "#components/paths.ts";
import { type SenderState, type SenderView, senderState } from "#lib/domain/source/sender-view.ts";
import { describedType, sourceName } from "./described.ts";

/** A row of the list of senders. Times are in ms since 1970. */
export type ListedSender = {
  id: string;
  name: string;
  /** The page of its source; left out if there is none for this user. */
  href?: string;
  /** Null for a source without a post. */
  keyName: string | null;
  state: SenderState;
  lastReceivedAt: number | null;
  /** The last refusal if it is the newest post, otherwise the title of the last alert. */
  last: string | null;
  alertsThisHour: number;
  alertsLastDay: number;
  refusedLastDay: number;
};

type Options = {
  /** In ms. */
  now: number;
  mayManage: boolean;
};

export function listedSender(sender: SenderView, { now, mayManage }: Options): ListedSender {
  const { alertsThisHour, alertsLastDay, refusedLastDay } = sender;
  const state = senderState(sender, now);
  const href = hrefOf(sender, mayManage);
  return {
    id: `${sender.source}/${sender.apiKeyId}`,
    name: sourceName(sender),
    ...(href !== undefined && { href }),
    keyName: state === "waiting" ? null : keyNameOf(sender),
    state,
    lastReceivedAt: sender.lastReceivedAt,
    last: state === "refused" ? refusalOf(sender) : (sender.lastAlert?.title ?? null),
    alertsThisHour,
    alertsLastDay,
    refusedLastDay,
  };
}

/** Only admins have the pages of sources of one's own. */
function hrefOf({ source, ownName }: SenderView, mayManage: boolean): string | undefined {
  if (describedType(source) !== undefined) return sourceTypePath(source);
  return mayManage && ownName !== null ? sourcePath(source) : undefined;
}

/** What to call the key of a sender. */
export const keyNameOf = ({ apiKeyId, keyName }: Pick<SenderView, "apiKeyId" | "keyName">): string =>
  apiKeyId === "" ? "No valid key" : (keyName ?? "A removed key");

/** "422: The body has no alerts." */
const refusalOf = ({ lastRefusal }: SenderView): string | null =>
  lastRefusal && `Refused with ${lastRefusal.status}: ${lastRefusal.message}`;
