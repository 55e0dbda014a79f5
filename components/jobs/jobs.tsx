"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { onNews } from "#components/live/news.ts";
import type { JobActions, JobsRead, ListedJob } from "./listed-job.ts";

type Context = {
  jobs: ListedJob[];
  /** Shows a job or updates its progress. */
  put: (job: ListedJob) => void;
  dismiss: (id: string) => void;
};

const JobsContext = createContext<Context>({ jobs: [], put: () => {}, dismiss: () => {} });

type Props = {
  /** The running jobs that the page shows, whoever started them. */
  running: JobsRead;
  read: JobActions["read"];
  children: ReactNode;
};

/** Keeps the page's jobs: the running ones, and those that ended while the page was open. */
export function Jobs({ running, read, children }: Props) {
  const router = useRouter();
  const [kept, setKept] = useState<ListedJob[]>([]);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const others = running.jobs.filter(({ id }) => !kept.some((job) => job.id === id));
  const jobs = [...others, ...kept].filter(({ id }) => !dismissed.has(id));
  const put = (job: ListedJob) => {
    setKept((all) => [job, ...all.filter(({ id }) => id !== job.id)]);
    if (job.state !== "running") router.refresh();
  };
  const runs = jobs.filter(({ state }) => state === "running").map(({ id }) => id);
  useProgress(runs, running.seen, read, put);
  const dismiss = (id: string) => setDismissed((all) => new Set(all).add(id));
  return <JobsContext value={{ jobs, put, dismiss }}>{children}</JobsContext>;
}

export const useJobs = (): Context => use(JobsContext);

/** Reads the running jobs again whenever one has changed. */
function useProgress(ids: string[], from: string, read: JobActions["read"], put: Context["put"]): void {
  const [last, setLast] = useState({ seen: from });
  const readAgain = useEffectEvent(async () => {
    const result = await answerOf(read(ids));
    // A failed reading is repeated: the same mark is older than what was told.
    setLast(({ seen }) => ({ seen: result.ok ? result.value.seen : seen }));
    if (result.ok) for (const job of result.value.jobs) put(job);
  });
  const followed = ids.join(" ");
  useEffect(() => {
    if (followed === "") return;
    const watched = { job: followed.split(" ") };
    return onNews({ seen: last.seen, watched }, (what) => what === "changed" && void readAgain());
  }, [followed, last]);
}
