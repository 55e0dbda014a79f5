import { Status, type StatusTone } from "#components/ui/status.tsx";
import type { AlertStatus as State } from "#lib/domain/alert/alert.ts";

const TONES: Record<State, StatusTone> = {
  Open: "danger",
  Acknowledged: "warning",
  Resolved: "success",
  "Auto-Resolved": "success",
};

/** An alert's status as a dot and its word. */
export function AlertStatus({ status }: { status: State }) {
  return <Status tone={TONES[status]}>{status}</Status>;
}
