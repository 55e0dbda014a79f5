import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type ApiKeyView, SCOPE_MEANS } from "#lib/domain/people/api-key.ts";
import { dayInWords, limitInWords } from "./key-words.ts";

/** What a key may do and from where, who made it, and when it was used. */
export function KeyFacts({ apiKey, now }: { apiKey: ApiKeyView; now: number }) {
  const { expiresAt, lastUsedAt, revokedAt } = apiKey;
  return (
    <KeyValues>
      <KeyValue label="Key">
        <code className="font-mono text-sm">{apiKey.hint}…</code>
      </KeyValue>
      <KeyValue label="Scopes">
        <Scopes apiKey={apiKey} />
      </KeyValue>
      <KeyValue label="Namespace">
        <code className="font-mono text-sm">{apiKey.namespace}</code>
      </KeyValue>
      <KeyValue label="Allowed addresses">
        <Addresses addresses={apiKey.addresses} />
      </KeyValue>
      <KeyValue label="Limit">
        {apiKey.perMinute === null ? "None" : `${limitInWords(apiKey.perMinute)}, counted in requests`}
      </KeyValue>
      <KeyValue label="Created">
        <RelativeTime at={apiKey.createdAt} now={now} />
        {apiKey.createdBy !== null && (
          <>
            {" by "}
            <OutsideText text={apiKey.createdBy} />
          </>
        )}
      </KeyValue>
      <KeyValue label="Last used">{lastUsedAt === null ? "Never" : dayInWords(lastUsedAt, now)}</KeyValue>
      <KeyValue label="Expires">
        {expiresAt === null ? "Never" : <RelativeTime at={expiresAt} now={now} />}
      </KeyValue>
      {revokedAt !== null && (
        <KeyValue label="Revoked">
          <RelativeTime at={revokedAt} now={now} />
        </KeyValue>
      )}
    </KeyValues>
  );
}

function Scopes({ apiKey: { scopes } }: { apiKey: ApiKeyView }) {
  return (
    <ul className="flex flex-col gap-1">
      {scopes.map((scope) => (
        <li key={scope}>
          <code className="font-mono font-medium text-sm">{scope}</code>{" "}
          <span className="text-muted">{SCOPE_MEANS[scope]}</span>
        </li>
      ))}
    </ul>
  );
}

function Addresses({ addresses }: { addresses: readonly string[] | null }) {
  if (addresses === null) return "All";
  return (
    <ul className="font-mono text-sm">
      {addresses.map((range) => (
        <li key={range}>{range}</li>
      ))}
    </ul>
  );
}
