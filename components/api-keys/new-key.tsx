"use client";

import { CodeBlock } from "#components/ui/code-block.tsx";
import { SecretOnce } from "#components/ui/secret-once.tsx";
import type { Scope } from "#lib/domain/people/actor.ts";
import { curlExample } from "./curl-example.ts";

export type NewKeyProps = {
  made: { name: string; key: string; scopes: readonly Scope[] };
  /** The address of this installation. */
  address: string;
  onClose: () => void;
};

/** Shows a new key for the only time, with a command to try it if it may post alerts. */
export function NewKey({ made, address, onClose }: NewKeyProps) {
  return (
    <SecretOnce
      open
      onClose={onClose}
      title={`API key for ${made.name}`}
      secretName="API key"
      secret={made.key}
    >
      {made.scopes.includes("ingest") && (
        <div className="flex flex-col gap-1.5">
          <p>Post a first alert with it:</p>
          <CodeBlock code={curlExample(address, made.key)} label="curl example" wrap />
        </div>
      )}
    </SecretOnce>
  );
}
