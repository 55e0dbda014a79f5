import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { visibleText } from "#lib/domain/visible-text.ts";
import { cn } from "./cn.ts";

const TONES = {
  info: { icon: Info, name: "Note", box: "bg-info-soft", mark: "text-info-text" },
  success: { icon: CircleCheck, name: "Done", box: "bg-success-soft", mark: "text-success-text" },
  warning: { icon: TriangleAlert, name: "Warning", box: "bg-warning-soft", mark: "text-warning-text" },
  danger: { icon: CircleAlert, name: "Error", box: "bg-danger-soft", mark: "text-danger-text" },
};

type AlertNoteProps = {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  children?: ReactNode;
  /** A button or link at the end. */
  action?: ReactNode;
  className?: string;
};

/** A sentence may quote text from outside. */
const shown = (said: ReactNode): ReactNode => (typeof said === "string" ? visibleText(said) : said);

/** A note in the page. A screen reader speaks an error at once, and other tones when it reaches them. */
export function AlertNote({ tone = "info", title, children, action, className }: AlertNoteProps) {
  const { icon: Icon, name, box, mark } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      tabIndex={tone === "danger" ? -1 : undefined}
      className={cn("flex items-start gap-2.5 rounded-md px-3 py-2.5 text-ink", box, className)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", mark)} />
      <div className="wrap-anywhere min-w-0 flex-1">
        <span className="sr-only">{name}: </span>
        {title && <p className={cn("font-medium", mark)}>{shown(title)}</p>}
        {shown(children)}
      </div>
      {action}
    </div>
  );
}
