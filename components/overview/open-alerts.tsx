import { ALERTS } from "#components/paths.ts";
import { Link } from "#components/ui/link.tsx";
import { PriorityBadge } from "#components/ui/priority-badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { PRIORITIES } from "#lib/domain/alert/alert.ts";
import { ALERTS_COUNTED, type OverviewFacts } from "#lib/domain/overview/overview.ts";
import { countInWords } from "./words.ts";

type Props = { facts: Pick<OverviewFacts, "openAlerts" | "lastEventAt">; now: number };

/** How many alerts of each priority are open. Each leads to its list. */
export function OpenAlertCounts({ facts: { openAlerts, lastEventAt }, now }: Props) {
  return (
    <section aria-labelledby="open-alerts" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="open-alerts" className="font-semibold">
          Open alerts
        </h2>
        {lastEventAt !== null && (
          <p className="text-muted text-sm">
            Last event received <RelativeTime at={lastEventAt} now={now} />
          </p>
        )}
      </div>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-4">
        {PRIORITIES.map((priority) => (
          <li key={priority} className="bg-surface">
            <Link
              href={`${ALERTS}?status=Open&priority=${priority}`}
              className="flex min-h-12 items-center justify-between gap-2 px-4 hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
            >
              <PriorityBadge priority={priority} />
              <span className={openAlerts[priority] > 0 ? NUMBER : `${NUMBER} font-normal text-muted`}>
                {countInWords(openAlerts[priority], ALERTS_COUNTED)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const NUMBER = "font-semibold text-lg tabular-nums";
