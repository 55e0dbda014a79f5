import { Status } from "#components/ui/status.tsx";
import type { ChannelView } from "#lib/domain/channel.ts";

type Props = { channel: Pick<ChannelView, "health" | "disabledReason"> };

const STATUSES = {
  healthy: { word: "Enabled", tone: "success" },
  failing: { word: "Failing", tone: "warning" },
  refusing: { word: "Refusing", tone: "danger" },
  disabled: { word: "Disabled", tone: "neutral" },
} as const;

/** Its health in a word; a warning too where Tocsin itself switched it off. */
export function ChannelStatus({ channel: { health, disabledReason } }: Props) {
  const { word, tone } = STATUSES[health];
  const byTocsin = health === "disabled" && disabledReason !== null;
  return <Status tone={byTocsin ? "warning" : tone}>{word}</Status>;
}

/** The receiver shows another certificate than the one that is trusted: somebody has to decide. */
export function CertificateChanged() {
  return <Status tone="warning">Certificate changed</Status>;
}
