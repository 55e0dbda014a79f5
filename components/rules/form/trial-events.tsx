"use client";

import { Button } from "#components/ui/button.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import type { TriedEvent } from "#lib/domain/rule/trial.ts";

type Props = {
  title: string;
  /** The newest ones only. */
  events: readonly TriedEvent[];
  total: number;
  /** Shows the request for one event. */
  onChoose?: ((event: TriedEvent) => void) | undefined;
};

/** Some events of a trial, folded until opened. */
export function TrialEvents({ title, events, total, onChoose }: Props) {
  if (total === 0) return null;
  return (
    <details className="group rounded-md border" open={onChoose !== undefined}>
      <summary className="cursor-pointer px-3 py-2 font-medium">
        {title} <span className="font-normal text-muted tabular-nums">({total.toLocaleString("en")})</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section aria-label={title} tabIndex={0} className="max-h-80 overflow-y-auto border-t">
        <ul className="divide-y">
          {events.map((event) => (
            <li key={event.eventId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="wrap-anywhere">
                  <OutsideText text={event.alertTitle} />
                </p>
                <p className="wrap-anywhere text-muted text-sm">
                  {event.message === null ? (
                    <ExactTime at={event.receivedAt} />
                  ) : (
                    <OutsideText text={event.message} />
                  )}
                </p>
              </div>
              {onChoose && (
                <Button size="sm" onClick={() => onChoose(event)}>
                  Show request
                  <span className="sr-only">
                    {" "}
                    of <OutsideText text={event.alertTitle} />
                  </span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      {total > events.length && (
        <p className="border-t px-3 py-2 text-muted text-sm">The newest {events.length} are shown.</p>
      )}
    </details>
  );
}
