"use client";

import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { useClock } from "#components/ui/clock.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { type ApiKeyView, apiKeyState } from "#lib/domain/people/api-key.ts";
import { KeyState } from "./key-state.tsx";
import { RevokeButton } from "./revoke-button.tsx";

type Props = {
  apiKey: ApiKeyView;
  /** The server's clock in ms. */
  now: number;
  /** The change mark of the page's data. */
  seen: string;
  /** Leave out for users who may only look. */
  revoke?: (id: string) => Promise<ActionResult<{ name: string }>>;
};

/** The top of a key's page: whether the key is let in, and the button to revoke it. */
export function KeyHeader({ apiKey, now, seen, revoke }: Props) {
  // A key expires by itself, and nothing is written then that the page could follow.
  const clock = useClock(now) ?? now;
  const state = apiKeyState(apiKey, clock);
  return (
    <PageHeader
      title={apiKey.name}
      status={<KeyState state={state} />}
      description={revoke ? undefined : "You can look at this key; an admin can revoke it."}
      actions={
        <>
          <LiveRefresh seen={seen} watched={{ "api-key": [apiKey.id] }} summary={`API key, ${state}.`} />
          {revoke && (state === "active" || state === "off") && (
            <RevokeButton apiKey={apiKey} revoke={revoke} />
          )}
        </>
      }
    />
  );
}
