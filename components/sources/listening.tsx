"use client";

import { useState } from "react";
import { alertPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { type Heard, newsOf } from "./heard.ts";

type Props = {
  /** What the page last read of this source. */
  heard: readonly Heard[];
  /** Null listens to all keys. */
  keyId: string | null;
  /** The server's clock, ms since 1970. */
  now: number;
};

/** "Listening…", which turns into the first alert that comes in while the page is open. */
export function Listening({ heard, keyId, now }: Props) {
  const [before] = useState(heard);
  const { taken, refused } = newsOf(before, heard, keyId);
  return (
    <div className="flex flex-col gap-3">
      {refused !== null && <Refused refused={refused} now={now} />}
      {taken === null ? <Waiting /> : <Taken taken={taken} now={now} />}
    </div>
  );
}

function Waiting() {
  return (
    <div role="status">
      <p className="inline-flex items-center gap-2 font-medium">
        <span aria-hidden className="size-2 animate-pulse rounded-full bg-success-dot" />
        Listening…
      </p>
      <p className="text-muted">The first alert shows up here by itself.</p>
    </div>
  );
}

function Taken({ taken: { lastReceivedAt, lastAlert }, now }: { taken: Heard; now: number }) {
  return (
    <div role="status">
      <AlertNote tone="success" title="It works: an alert came in">
        {lastAlert !== null && (
          <TextLink href={alertPath(lastAlert.id)}>
            <OutsideText text={lastAlert.title} />
          </TextLink>
        )}{" "}
        <RelativeTime at={lastReceivedAt ?? now} now={now} className="text-muted" />
      </AlertNote>
    </div>
  );
}

/** Why the newest post was refused, until one is taken. */
function Refused({
  refused: { apiKeyId, lastRefusal, lastRefusedAt },
  now,
}: {
  refused: Heard;
  now: number;
}) {
  return (
    <AlertNote
      tone="warning"
      title={apiKeyId === "" ? "A post came in without a valid key" : "A post was refused"}
    >
      {lastRefusal !== null && (
        <p>
          <OutsideText text={lastRefusal.message} /> ({lastRefusal.status})
        </p>
      )}
      <RelativeTime at={lastRefusedAt ?? now} now={now} className="text-muted" />
    </AlertNote>
  );
}
