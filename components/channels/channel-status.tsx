import { Status } from "#components/ui/status.tsx";
import type { ChannelView } from "#lib/domain/channel.ts";

type Props = { channel: Pick<ChannelView, "enabled" | "disabledReason" | "failingSince"> };

/** Enabled, Failing or Disabled; a warning where its receiver is in trouble, or Tocsin itself switched it off. */
export function ChannelStatus({ channel: { enabled, disabledReason, failingSince } }: Props) {
  if (!enabled) return <Status tone={disabledReason === null ? "neutral" : "warning"}>Disabled</Status>;
  return failingSince === null ? (
    <Status tone="success">Enabled</Status>
  ) : (
    <Status tone="warning">Failing</Status>
  );
}

/** The receiver shows another certificate than the one that is trusted: somebody has to decide. */
export function CertificateChanged() {
  return <Status tone="warning">Certificate changed</Status>;
}
