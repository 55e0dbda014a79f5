import { AlertNote } from "#components/ui/alert-note.tsx";
import type { AskedAgain } from "./use-asked-again.ts";

/**
 * Says, at the setting that caused it, how many saved secrets must be entered again. A screen reader speaks
 * it at once.
 */
export function DestinationNote(props: { askedAgain: AskedAgain; cause: AskedAgain["cause"] }) {
  const { reasons, cause } = props.askedAgain;
  const isCause = cause !== null && cause === props.cause;
  const what = reasons.size === 1 ? "1 saved secret" : `${reasons.size} saved secrets`;
  return (
    <div role="status" className="empty:hidden">
      {isCause && (
        <AlertNote tone="warning" title={`${what} to be entered again or deleted before Save`}>
          A saved secret goes only to the destination that it was entered for.
        </AlertNote>
      )}
    </div>
  );
}
