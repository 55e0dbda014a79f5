"use client";

import { useEffect, useState } from "react";
import { alertPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** Tocsin's own alerts that no webhook could carry, oldest first. */
export type Untold = readonly { alertId: string; title: string }[];

/**
 * Shown while only the pages can tell what is wrong with Tocsin itself. It asks again by itself, because many
 * pages follow nothing, such as a form that stays open.
 */
export function UntoldNotice({ untold }: { untold: Untold }) {
  const [first, ...others] = useNewest(untold);
  if (first === undefined) return null;
  return (
    <section
      aria-label="Not sent to anybody"
      className="wrap-anywhere border-b bg-danger-soft px-4 py-2 text-ink md:px-6"
    >
      <TextLink href={alertPath(first.alertId)}>
        <OutsideText text={first.title} />
      </TextLink>
      {others.length > 0 && ` and ${others.length} more`}: no webhook is left that could tell you.
    </section>
  );
}

const EVERY_MS = 30_000;

/** What the page came with, until an answer is newer. */
function useNewest(came: Untold): Untold {
  const [asked, setAsked] = useState<{ came: Untold; now: Untold }>();
  useEffect(() => {
    const ask = async () => {
      // The header says that no user asks, so that this keeps no session alive.
      const answer = await fetch("/api/notices", { headers: { "x-tocsin-refresh": "1" } });
      if (answer.ok) setAsked({ came, now: (await answer.json()).untold });
    };
    // While the server is away, the page says so elsewhere.
    const timer = setInterval(() => document.hidden || ask().catch(() => {}), EVERY_MS);
    return () => clearInterval(timer);
  }, [came]);
  return asked?.came === came ? asked.now : came;
}
