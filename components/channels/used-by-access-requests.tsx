/** Says that Access Requests notifies the channels to be deleted. Renders nothing if it does not. */
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
