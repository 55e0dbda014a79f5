"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { signInHref } from "#components/paths.ts";
import { Button } from "#components/ui/button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Watched } from "#lib/domain/live/change.ts";
import { type News, onNews } from "./news.ts";
import { refreshByItself } from "./patient-fetch.ts";

type LiveRefreshProps = {
  /** The change mark of the page's data: take `changesMark()` before the first read. */
  seen: string;
  /** What the page shows. */
  watched: Watched;
  /** Default: true. False if new rows would push away what the reader is looking at. */
  active?: boolean;
  /** The page is read again at most once in this time, ms. Default: 1 s. */
  everyMs?: number;
  /** A short summary of the page, spoken when it changes. */
  summary: string;
};

/** Reloads the page's data after a change. A button pauses it. */
export function LiveRefresh({ seen, watched, active = true, everyMs, summary }: LiveRefreshProps) {
  const [paused, setPaused] = useState(false);
  const heard = useRefreshing(active && !paused, { seen, watched, everyMs });
  return (
    <>
      <span role="status" className="sr-only">
        {summary}
      </span>
      {heard === "signed-out" ? (
        <p role="status" className="text-muted">
          You are signed out. <TextLink href={signInHref()}>Sign in</TextLink>
        </p>
      ) : (
        active && <PauseButton paused={paused} onChange={setPaused} />
      )}
    </>
  );
}

function PauseButton({ paused, onChange }: { paused: boolean; onChange: (paused: boolean) => void }) {
  return (
    <Button
      variant="ghost"
      className="text-muted! noscript:hidden"
      icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
      onClick={() => onChange(!paused)}
    >
      <span className="max-md:sr-only">{paused ? "Resume updates" : "Pause updates"}</span>
    </Button>
  );
}

type Shown = Pick<LiveRefreshProps, "seen" | "watched"> & { everyMs: number | undefined };

function useRefreshing(wanted: boolean, { seen, watched, everyMs }: Shown): News | null {
  const router = useRouter();
  const [heard, setHeard] = useState<News | null>(null);
  const [refreshing, startRefreshing] = useTransition();
  useEffect(() => {
    if (refreshing || heard === "signed-out") return;
    // It listens also while no refresh is wanted: a lost server or session must be noticed all the same.
    return onNews({ seen, watched, everyMs }, (what) => {
      if (what === "signed-out") setHeard(what);
      else if (wanted) startRefreshing(() => refreshByItself(router.refresh));
    });
  }, [wanted, refreshing, heard, seen, watched, everyMs, router]);
  return heard;
}
