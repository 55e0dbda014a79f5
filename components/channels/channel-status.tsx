import { Status } from "#components/ui/status.tsx";

/** Enabled or Disabled; a warning where Tocsin itself switched it off. */
export function ChannelStatus({ enabled, byTocsin }: { enabled: boolean; byTocsin: boolean }) {
  if (enabled) return <Status tone="success">Enabled</Status>;
  return <Status tone={byTocsin ? "warning" : "neutral"}>Disabled</Status>;
}

/** The receiver shows another certificate than the one that is trusted: somebody has to decide. */
export function CertificateChanged() {
  return <Status tone="warning">Certificate changed</Status>;
}
