"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { signInHref } from "#components/paths.ts";
import { Button } from "#components/ui/button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { type News, onNews } from "./news.ts";

type LiveRefreshProps = {
  /** The mark that the page was read at: `changesMark()`, taken before the first read. */
  seen: string;
  /** Left out: true. False where what came would push away what one looks at. */
  active?: boolean;
  /** What the page shows, in a few words; spoken when it changes. */
  summary: string;
};

/** Reads the page anew when something has changed; a button pauses it. */
export function LiveRefresh({ seen, active = true, summary }: LiveRefreshProps) {
  const [paused, setPaused] = useState(false);
  const news = useRefreshing(active && !paused, seen);
  return (
    <>
      <span role="status" className="sr-only">
        {summary}
      </span>
      {news === "signed-out" ? (
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

function useRefreshing(wanted: boolean, seen: string): News | null {
  const router = useRouter();
  const [news, setNews] = useState<News | null>(null);
  const [refreshing, startRefreshing] = useTransition();
  useEffect(() => {
    if (!wanted || refreshing || news === "signed-out") return;
    return onNews(seen, (heard) => {
      if (heard === "signed-out") setNews(heard);
      else startRefreshing(() => router.refresh());
    });
  }, [wanted, refreshing, news, seen, router]);
  return news;
}
