import { CopyButton } from "#components/ui/copy-button.tsx";

/** The trusted certificate beside the one that the receiver shows, for comparison. */
export function TwoFingerprints({ pinned, offered }: { pinned: string | null; offered: string }) {
  return (
    <div className="flex flex-wrap gap-x-1 gap-y-4">
      {pinned === null ? (
        <div>
          <p className="font-medium">Trusted so far</p>
          <p className="max-w-52 text-muted text-sm">A certificate from a known CA; none is pinned.</p>
        </div>
      ) : (
        <Fingerprint label="Trusted so far" sha256={pinned} />
      )}
      <Fingerprint label="Shown now" sha256={offered} />
    </div>
  );
}

/** A SHA-256 fingerprint with its label and a copy button. */
export function Fingerprint({ label, sha256 }: { label: string; sha256: string }) {
  return (
    <div>
      <p className="flex items-center gap-2 font-medium">
        {label}
        <CopyButton text={sha256} label={`Copy the fingerprint: ${label.toLowerCase()}`} size="icon-sm" />
      </p>
      <FingerprintLines sha256={sha256} />
    </div>
  );
}

/** Lines of eight bytes, so that two fingerprints can be compared at a glance. */
export function FingerprintLines({ sha256 }: { sha256: string }) {
  return (
    <code className="block w-50 max-w-full font-mono text-ink text-sm">
      {linesOf(sha256).map((line) => (
        <span key={line.at} className="block">
          {line.text}
        </span>
      ))}
    </code>
  );
}

const BYTES_PER_LINE = 8;

/** The colon stays at the end of its line, so that a selection copies the whole fingerprint. */
function linesOf(sha256: string): { at: number; text: string }[] {
  const bytes = sha256.split(":");
  const lines = [];
  for (let at = 0; at < bytes.length; at += BYTES_PER_LINE) {
    const isLast = at + BYTES_PER_LINE >= bytes.length;
    lines.push({ at, text: bytes.slice(at, at + BYTES_PER_LINE).join(":") + (isLast ? "" : ":") });
  }
  return lines;
}
