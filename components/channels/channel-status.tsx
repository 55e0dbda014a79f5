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
