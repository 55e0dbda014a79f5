import type { SenderView } from "#lib/domain/source/sender-view.ts";

/** What was heard from one key. Times are in ms since 1970. */
export type Heard = Pick<
  SenderView,
  "apiKeyId" | "keyName" | "lastReceivedAt" | "lastAlert" | "lastRefusedAt" | "lastRefusal"
>;

/** The newest post that was taken, and the newest one that was refused, since something was last heard. */
export type News = { taken: Heard | null; refused: Heard | null };

/**
 * What is new in `now` beside `before`, from one key, or from all keys if it is null. Posts without a valid key
 * count for every key: a mistyped one is why nothing comes in.
 *
 * Example: key_1 received at 5 before and at 9 now → taken is key_1
 */
export function newsOf(before: readonly Heard[], now: readonly Heard[], keyId: string | null): News {
  const heard = now.filter(({ apiKeyId }) => keyId === null || apiKeyId === keyId || apiKeyId === "");
  const newer = (member: "lastReceivedAt" | "lastRefusedAt") =>
    newest(
      heard.filter((one) => timeOf(one, member) > timeOf(sameIn(before, one), member)),
      member,
    );
  const [taken, refused] = [newer("lastReceivedAt"), newer("lastRefusedAt")];
  const isOver = timeOf(refused, "lastRefusedAt") <= timeOf(taken, "lastReceivedAt");
  return { taken, refused: isOver ? null : refused };
}

const sameIn = (before: readonly Heard[], { apiKeyId }: Heard): Heard | undefined =>
  before.find((one) => one.apiKeyId === apiKeyId);

const timeOf = (one: Heard | null | undefined, member: "lastReceivedAt" | "lastRefusedAt"): number =>
  one?.[member] ?? 0;

const newest = (some: readonly Heard[], member: "lastReceivedAt" | "lastRefusedAt"): Heard | null =>
  some.toSorted((a, b) => timeOf(b, member) - timeOf(a, member))[0] ?? null;
