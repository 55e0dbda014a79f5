/** That Access Requests notifies what is about to be deleted; nothing where it does not. */
export function UsedByAccessRequests({ events, one }: { events: number; one: boolean }) {
  if (events === 0) return null;
  return (
    <>
      <strong className="font-medium text-ink">Access Requests</strong>{" "}
      {one ? "notifies it" : "notifies them"} of {events === 1 ? "1 event" : `${events} events`}, and no
      longer will.
    </>
  );
}
