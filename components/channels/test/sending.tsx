import { LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";

const SECOND_MS = 1_000;

/** Says that an answer is waited for, and how long already; an attempt ends after 15 s whatever happens. */
export function Sending() {
  const seconds = useSeconds();
  return (
    <div className="flex min-h-40 flex-col items-center justify-center gap-2 text-muted">
      <LoaderCircle aria-hidden className="size-6 animate-spin text-accent-text" />
      <p>Sending, and waiting for the answer: at most 15 s…</p>
      <p aria-hidden className="text-sm tabular-nums">
        {seconds} s
      </p>
    </div>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
