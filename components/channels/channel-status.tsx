import { Status } from "#components/ui/status.tsx";
import type { ChannelView } from "#lib/domain/channel/channel.ts";

type Props = { channel: Pick<ChannelView, "health"> & Partial<Pick<ChannelView, "disabledReason">> };

/** The word and colour for each health. */
export const CHANNEL_STATUSES = {
  healthy: { word: "Enabled", tone: "success" },
  failing: { word: "Failing", tone: "warning" },
  refusing: { word: "Refusing", tone: "danger" },
  disabled: { word: "Disabled", tone: "neutral" },
} as const;

/** The channel's health as a dot and a word. If Tocsin itself disabled it, the dot is a warning. */
export function ChannelStatus({ channel: { health, disabledReason } }: Props) {
  const { word, tone } = CHANNEL_STATUSES[health];
  const byTocsin = health === "disabled" && Boolean(disabledReason);
  return <Status tone={byTocsin ? "warning" : tone}>{word}</Status>;
}

/** The receiver shows a certificate other than the trusted one, so an admin has to decide. */
export function CertificateChanged() {
  return <Status tone="warning">Certificate changed</Status>;
}

/** The receiver asked Tocsin to wait, so nothing is sent for now. */
export function Held() {
  return <Status tone="warning">Held</Status>;
}

/** Whether a receiver's wait (Retry-After) holds the channel at `now` (ms). */
export const isHeld = ({ enabled, heldUntil }: Pick<ChannelView, "enabled" | "heldUntil">, now: number) =>
  enabled && heldUntil !== null && heldUntil > now;
