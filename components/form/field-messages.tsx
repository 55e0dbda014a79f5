import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Help and error below a control, in that order. */
export function FieldMessages(props: {
  ids: { help: string; error: string };
  help?: ReactNode;
  error?: string;
}) {
  const { ids, help, error } = props;
  return (
    <>
      {help && (
        <div id={ids.help} className="text-muted text-sm">
          {help}
        </div>
      )}
      {error && (
        <p id={ids.error} className="flex items-start gap-1.5 text-danger-text text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </>
  );
}
