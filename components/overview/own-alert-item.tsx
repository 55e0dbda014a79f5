import { alertPath } from "#components/paths.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { StatusTone } from "#components/ui/status.tsx";
import type { Priority } from "#lib/domain/alert/alert.ts";
import type { OwnAlert } from "#lib/domain/overview/overview.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { Item } from "./item.tsx";

const TONES: Record<Priority, StatusTone> = {
  Critical: "danger",
  High: "warning",
  Medium: "warning",
  Low: "info",
};

/** An alert of Tocsin's own that says more than the row of a channel in trouble. */
export function OwnAlertItem({ alert, now }: { alert: OwnAlert; now: number }) {
  const { alertId, title, description, priority, status, since } = alert;
  return (
    <Item
      tone={TONES[priority]}
      state={status}
      name={title}
      href={alertPath(alertId)}
      aside={
        <span className="text-muted text-sm">
          began <RelativeTime at={since} now={now} />
        </span>
      }
    >
      {description !== null && <p>{visibleText(description)}</p>}
    </Item>
  );
}
