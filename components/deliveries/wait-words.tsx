import type { ReactNode } from "react";
import type { Wait } from "#lib/domain/delivery/wait.ts";
import { WAIT_WORDS } from "./words.ts";

type Props = { wait: Wait /** Shows a time, ms since 1970. */; time: (until: number) => ReactNode };

/** Why a delivery waits, and until when: "Next attempt in 5 min". */
export function WaitWords({ wait: { why, until }, time }: Props) {
  return (
    <>
      {WAIT_WORDS[why]}
      {until !== null && <> {time(until)}</>}
    </>
  );
}
