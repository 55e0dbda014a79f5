/**
 * An error's digest: in production the browser gets nothing else. The server's log has the error under it.
 */
export function ErrorDigest({ error }: { error: unknown }) {
  const digest = digestOf(error);
  if (digest === null) return null;
  return (
    <p className="text-muted text-sm">
      The log has it under <code className="font-mono">{digest}</code>.
    </p>
  );
}

function digestOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}
