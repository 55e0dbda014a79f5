import { LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TwoPanes } from "./panes.tsx";

const SECOND_MS = 1_000;

/**
 * The two panes while the answer is awaited, with the seconds so far. An attempt ends after 15 s at the
 * latest.
 */
export function Sending() {
  const seconds = useSeconds();
  return (
    <TwoPanes>
      <Section title="Request">
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-24" />
        <Skeleton className="h-40" />
      </Section>
      <Section title="Response">
        <div className="flex min-h-40 flex-col items-center justify-center gap-2 text-muted">
          <LoaderCircle aria-hidden className="size-6 animate-spin text-accent-text" />
          <p>Waiting for the answer, at most 15 s…</p>
          <p aria-hidden className="text-sm tabular-nums">
            {seconds} s
          </p>
        </div>
      </Section>
    </TwoPanes>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
