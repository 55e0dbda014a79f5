import { settingsOf } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { ChannelTest } from "#lib/domain/channel/test.ts";

/** A channel as the API shows it: as it can be sent back, `"saved": true` in place of what is write-only. */
export function presentChannel(channel: ChannelView) {
  return {
    id: channel.id,
    ...settingsOf(channel),
    health: channel.health,
    disabled_reason: channel.disabledReason,
    certificate: channel.certificate,
    version: channel.version,
    created_at: new Date(channel.createdAt).toISOString(),
    updated_at: new Date(channel.updatedAt).toISOString(),
  };
}

/** What a change of a channel passes over. */
export const CHANNEL_READ_ONLY = ["health", "disabled_reason", "certificate", "created_at", "updated_at"];

/** What a Test sent and got. */
export function presentTest({ request, response, failure, certificate }: ChannelTest) {
  return {
    request,
    response: response && {
      status: response.status,
      duration_ms: response.durationMs,
      headers: response.headers,
      body: response.body,
      truncated: response.truncated,
    },
    failure,
    certificate: certificate && {
      ca_vouched: certificate.caVouched,
      would_pin: certificate.wouldPin,
      expected: certificate.expected,
      found: certificate.found,
    },
  };
}
