import type { Changed } from "./alert-actions.ts";

const number = new Intl.NumberFormat("en");

/** "1 alert", "1,200 alerts". */
export const alertCount = (count: number): string =>
  `${number.format(count)} ${count === 1 ? "alert" : "alerts"}`;

/** "1,234", or "10,000+" where counting ended at `max`. */
export const countUpTo = (count: number, max: number): string =>
  count > max ? `${number.format(max)}+` : number.format(count);

/** "1,200 of 5,000…" */
export const progressOf = ({ changed, skipped }: Changed, total: string): string =>
  `${number.format(changed + skipped)} of ${total}…`;

/** What happened, and what did not. */
export function changedInWords({ changed, skipped }: Changed, status: string): [string, string | undefined] {
  const is = changed === 1 ? "is" : "are";
  const why = `${alertCount(skipped)} skipped: ${skipped === 1 ? "its" : "their"} status does not allow it.`;
  return [`${alertCount(changed)} ${is} ${status}`, skipped === 0 ? undefined : why];
}
