import { AlertNote } from "#components/ui/alert-note.tsx";

type Props = { reason: string | null; mayEnable?: boolean };

/** Says that Tocsin itself disabled the channel, and why; nothing where it did not. */
export function DisabledNote({ reason, mayEnable }: Props) {
  if (reason === null) return null;
  return (
    <AlertNote tone="warning" title="Tocsin disabled this webhook">
      {reason} {mayEnable && "Once it takes them again, set Webhook Status to Enabled."}
    </AlertNote>
  );
}
