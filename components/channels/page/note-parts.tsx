import type { ReactNode } from "react";
import { failureText } from "#components/deliveries/failure-text.ts";
import { Link } from "#components/ui/link.tsx";
import type { LastFailure } from "#lib/domain/delivery/delivery.ts";

/** The actions of a note: buttons and links, on a line of their own below its sentences. */
export function NoteActions({ children }: { children: ReactNode }) {
  return <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">{children}</div>;
}

/** A link in a note, in the note's own colour. */
export function NoteLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-6 items-center rounded-sm underline pointer-coarse:min-h-11"
    >
      {children}
    </Link>
  );
}

/** An attempt's result and what to do, without the fingerprints of a certificate. */
export function AnswerText({ message }: { message: string }) {
  const { what, advice } = failureText(message);
  return (
    <p>
      <bdi>
        {what} {advice}
      </bdi>
    </p>
  );
}

/** Links to the delivery whose attempt failed last. */
export function FailureLink({ failure }: { failure: LastFailure | null }) {
  return failure && <NoteLink href={`/deliveries/${failure.deliveryId}`}>View the failing delivery</NoteLink>;
}
