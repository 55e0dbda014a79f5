import { CopyButton } from "#components/ui/copy-button.tsx";
import { inGroups } from "#lib/domain/people/second-factor.ts";

export type SecretToScan = {
  /** In base32. */
  secret: string;
  /** The dark modules are the path in a square of `size` modules. */
  qrCode: { size: number; path: string };
};

/** The secret for an app: to scan, or to type. */
export function ScanSecret({ secret, qrCode: { size, path } }: SecretToScan) {
  return (
    <>
      <p>Scan this code with your app.</p>
      {/* Dark on white in both themes: many readers see no other. */}
      <svg
        role="img"
        aria-label="QR code of the secret; it stands below as text"
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        className="size-52 max-w-full self-start rounded-md border"
      >
        <path d={`M0 0h${size}v${size}h-${size}z`} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <div className="flex flex-col gap-1.5">
        <p className="text-muted text-sm">Or type this key into it:</p>
        <div className="flex items-center gap-2 rounded-md border border-border-input bg-sunken py-1 pr-1 pl-3">
          <code className="wrap-anywhere min-w-0 flex-1 font-mono text-sm">{inGroups(secret)}</code>
          <CopyButton text={secret} label="Copy key" variant="secondary">
            Copy
          </CopyButton>
        </div>
      </div>
    </>
  );
}
