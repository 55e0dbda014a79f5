"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { Button } from "#components/ui/button.tsx";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import {
  maySetStatus,
  SETTABLE_STATUSES,
  type SettableStatus,
  STATUS_VERBS,
} from "#lib/domain/alert/status.ts";
import type { AlertActions, Change } from "./alert-actions.ts";
import { ChangeStatus } from "./change-status.tsx";

type Props = {
  alertId: string;
  title: string;
  status: AlertStatus;
  /** False while Tocsin alone may resolve it. */
  resolvable: boolean;
  change: AlertActions["change"];
};

/** On the alert's own page: the status changes that are possible now. */
export function StatusButtons({ alertId, title, status: from, resolvable, change }: Props) {
  const [asked, setAsked] = useState<SettableStatus | null>(null);
  const [last, setLast] = useState<SettableStatus | null>(null);
  useTitleFocus(asked !== null, last === null || maySetStatus(from, last));
  const ask = (status: SettableStatus) => {
    setLast(status);
    setAsked(status);
  };

  async function confirm(wanted: Change) {
    const result = await answerOf(change(alertId, wanted));
    if (!result.ok) return result.message;
    toast.success(`${title} is ${wanted.status}`);
  }

  return (
    <>
      {SETTABLE_STATUSES.filter(
        (status) => maySetStatus(from, status) && (resolvable || status !== "Resolved"),
      ).map((status) => (
        <Button
          key={status}
          variant={status === "Resolved" ? "primary" : "secondary"}
          onClick={() => ask(status)}
        >
          {STATUS_VERBS[status]}
        </Button>
      ))}
      <ChangeStatus status={asked} onClose={() => setAsked(null)} name={title} change={confirm} />
    </>
  );
}
