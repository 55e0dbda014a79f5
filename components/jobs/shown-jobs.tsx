"use client";

import { X } from "lucide-react";
import { useId, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { toast } from "#components/ui/toast.ts";
import { useJobs } from "./jobs.tsx";
import type { JobActions, ListedJob } from "./listed-job.ts";

/** The loaded part of JobLines. */
export function ShownJobs({ stop }: { stop: JobActions["stop"] | undefined }) {
  const { jobs } = useJobs();
  return jobs.map((job) =>
    job.state === "running" ? (
      <RunningJob key={job.id} job={job} stop={stop} />
    ) : (
      <EndedJob key={job.id} job={job} />
    ),
  );
}

function RunningJob({ job, stop }: { job: ListedJob; stop: JobActions["stop"] | undefined }) {
  const id = useId();
  const { title } = job;
  return (
    <AlertNote title={<span id={id}>{title}</span>} action={stop && <StopJob job={job} stop={stop} />}>
      <span role="status" className="sr-only">
        {title}
      </span>
      <span className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <ProgressBar job={job} labelledBy={id} />
        <span className="text-muted tabular-nums">{progressOf(job)}</span>
      </span>
    </AlertNote>
  );
}

/** "1,200 of 5,000" */
const progressOf = ({ done, failed, total }: ListedJob): string =>
  `${(done + failed).toLocaleString("en")} of ${total.toLocaleString("en")}`;

function ProgressBar({ job, labelledBy }: { job: ListedJob; labelledBy: string }) {
  const percent = job.total === 0 ? 0 : Math.round((100 * (job.done + job.failed)) / job.total);
  return (
    <span
      role="progressbar"
      aria-labelledby={labelledBy}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="block h-1.5 w-48 max-w-full overflow-hidden rounded-sm bg-border-strong"
    >
      <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
    </span>
  );
}

function StopJob({ job, stop }: { job: ListedJob; stop: JobActions["stop"] }) {
  const { put } = useJobs();
  const [pending, setPending] = useState(false);
  async function press() {
    setPending(true);
    const result = await answerOf(stop(job.id));
    setPending(false);
    if (result.ok) put(result.value);
    else toast.error(result.message);
  }
  return (
    <Button size="sm" pending={pending} onClick={press}>
      Stop
    </Button>
  );
}

function EndedJob({ job }: { job: ListedJob }) {
  const { dismiss } = useJobs();
  const { title, leftOut } = job;
  const whole = job.state === "done" && leftOut.length === 0;
  return (
    <AlertNote
      tone={whole ? "success" : "warning"}
      title={<span role="status">{title}</span>}
      action={
        <IconButton label="Dismiss" size="icon-sm" onClick={() => dismiss(job.id)}>
          <X aria-hidden />
        </IconButton>
      }
    >
      {leftOut.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </AlertNote>
  );
}
