"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SystemActions } from "./system-actions.ts";

type Props = {
  /** Whether a backup is being made: a press would only wait for it. */
  underWay: boolean;
  backUpNow: SystemActions["backUpNow"];
};

/** Begins a backup. */
export function BackUpNow({ underWay, backUpNow }: Props) {
  const [pressed, setPressed] = useState(false);

  async function begin() {
    setPressed(true);
    const result = await answerOf(backUpNow());
    setPressed(false);
    if (!result.ok) toast.error("No backup was made", { description: result.message });
    else if (result.value.made) toast.success("The backup is made and checked");
  }

  return (
    <Button
      variant="primary"
      className="noscript:hidden"
      pending={pressed || underWay}
      onClick={() => void begin()}
    >
      Back up now
    </Button>
  );
}
