import { Status } from "#components/ui/status.tsx";
import type { ChannelView } from "#lib/domain/channel/channel.ts";

type Props = { channel: Pick<ChannelView, "health"> & Partial<Pick<ChannelView, "disabledReason">> };

/** The word and the colour of each health. */
export const CHANNEL_STATUSES = {
  healthy: { word: "Enabled", tone: "success" },
  failing: { word: "Failing", tone: "warning" },
  refusing: { word: "Refusing", tone: "danger" },
  disabled: { word: "Disabled", tone: "neutral" },
} as const;

/** Its health in a word; a warning too where Tocsin itself switched it off. */
export function ChannelStatus({ channel: { health, disabledReason } }: Props) {
  const { word, tone } = CHANNEL_STATUSES[health];
  const byTocsin = health === "disabled" && Boolean(disabledReason);
  return <Status tone={byTocsin ? "warning" : tone}>{word}</Status>;
}

/** The receiver shows another certificate than the one that is trusted: somebody has to decide. */
export function CertificateChanged() {
  return <Status tone="warning">Certificate changed</Status>;
}

/** The receiver asked for a wait, and nothing is sent meanwhile. */
export function Held() {
  return <Status tone="warning">Held</Status>;
}

/** Whether a receiver's wait (Retry-After) holds the channel at `now` (ms). */
export const isHeld = ({ enabled, heldUntil }: Pick<ChannelView, "enabled" | "heldUntil">, now: number) =>
  enabled && heldUntil !== null && heldUntil > now;
