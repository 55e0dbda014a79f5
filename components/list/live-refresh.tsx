"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";

const EVERY_MS = 5_000;

type LiveRefreshProps = {
  /** Whether anything on the page can still change by itself. */
  active: boolean;
  /** What the page shows, in a few words; spoken when it changes. */
  summary: string;
};

/** Reads the page anew every 5 s while something is going on and the tab is looked at; a button pauses it. */
export function LiveRefresh({ active, summary }: LiveRefreshProps) {
  const [paused, setPaused] = useState(false);
  useRefreshing(active && !paused);
  return (
    <>
      <span role="status" className="sr-only">
        {summary}
      </span>
      {active && (
        <Button
          variant="ghost"
          className="text-muted"
          icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          onClick={() => setPaused(!paused)}
        >
          <span className="max-md:sr-only">{paused ? "Resume updates" : "Pause updates"}</span>
        </Button>
      )}
    </>
  );
}

function useRefreshing(wanted: boolean) {
  const router = useRouter();
  const [refreshing, startRefreshing] = useTransition();
  useEffect(() => {
    // The next wait begins when the answer is in, so a slow server is never asked twice at once.
    if (!wanted || refreshing) return;
    const refresh = () => {
      if (document.visibilityState === "visible") startRefreshing(() => router.refresh());
    };
    const timer = setInterval(refresh, EVERY_MS);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [wanted, refreshing, router]);
}
