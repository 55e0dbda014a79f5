"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { useAway } from "#components/live/reach.ts";
import { useEvery } from "#components/live/use-every.ts";
import type { AlertActions } from "./alert-actions.ts";
import type { ListedJob } from "./listed-job.ts";

type Jobs = {
  jobs: ListedJob[];
  /** Shows a job or updates its progress. */
  put: (job: ListedJob) => void;
  dismiss: (id: string) => void;
};

const Context = createContext<Jobs>({ jobs: [], put: () => {}, dismiss: () => {} });

const POLL_MS = 1_000;

type Props = {
  /** All running jobs, whoever started them. */
  running: ListedJob[];
  read: AlertActions["readJob"];
  children: ReactNode;
};

/** Keeps the jobs that change alerts: the running ones, and those that ended while the page was open. */
export function AlertJobs({ running, read, children }: Props) {
  const router = useRouter();
  const [kept, setKept] = useState<ListedJob[]>([]);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const others = running.filter(({ id }) => !kept.some((job) => job.id === id));
  const jobs = [...others, ...kept].filter(({ id }) => !dismissed.has(id));
  const put = (job: ListedJob) => {
    setKept((all) => [job, ...all.filter(({ id }) => id !== job.id)]);
    if (job.state !== "running") router.refresh();
  };
  const runs = jobs.filter(({ state }) => state === "running");
  const away = useAway();
  useEvery(runs.length > 0 && !away ? POLL_MS : null, async () => {
    for (const { id } of runs) {
      const result = await answerOf(read(id));
      if (result.ok) put(result.value);
    }
  });
  const dismiss = (id: string) => setDismissed((all) => new Set(all).add(id));
  return <Context value={{ jobs, put, dismiss }}>{children}</Context>;
}

export const useAlertJobs = (): Jobs => use(Context);
