import { parseJsonExactly } from "#lib/domain/json.ts";
import { MASK } from "#lib/domain/secret.ts";
import type { Became, CaughtPost } from "#lib/domain/source/own/caught.ts";
import { CAUGHT_BYTES_MAX } from "#lib/domain/source/own/limits.ts";
import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";
import type { KeyActor } from "#lib/web/auth/known-keys.ts";
import type { Answer } from "#lib/web/http/answer.ts";
import { exactJson } from "./exact-json.ts";
import type { OwnPost } from "./map-own.ts";
import { maskHeaders, maskMembers } from "./mask.ts";
import { shortened } from "./shorten.ts";

const EVERY_MS = 1_000;
/** When each source's last post was kept. */
const kept = new Map<string, number>();

const faults = new OnceAMinute();

export type PostToCatch = {
  sourceId: string;
  /** Who sent it: only posts with a valid key are kept. */
  actor: KeyActor;
} & Pick<OwnPost, "key" | "headers" | "text">;

/**
 * Keeps a post to a source of one's own and what became of it, so that its page can try expressions on it: at
 * most one a second per source. Returns at once; a fault is logged.
 */
export function catchPost({ sourceId, actor, ...post }: PostToCatch, answer: Answer, now = Date.now()): void {
  if (now - (kept.get(sourceId) ?? 0) < EVERY_MS) return;
  kept.set(sourceId, now);
  const input = { sourceId, post: caughtPost(post), became: becameOf(answer) };
  engine()
    .run("sources.catch", { actor, input })
    .catch((error) =>
      faults.happened("catch", (times) =>
        log("ingest").warn({ err: error, times }, "a post could not be kept as a sample"),
      ),
    );
}

/** The post as it is kept: without the key, and without what is named like a secret. */
export const caughtPost = ({
  headers,
  text,
  key,
}: Pick<OwnPost, "headers" | "text" | "key">): CaughtPost => ({
  headers: maskHeaders(headers()),
  ...caughtBody(text.replaceAll(key, MASK)),
});

/** No body for a text that is no JSON, or nested too deeply: nobody knows which of it is a secret. */
function caughtBody(text: string): Pick<CaughtPost, "body" | "shortened"> {
  try {
    const json = maskMembers(parseJsonExactly(text));
    const whole = exactJson(json);
    if (Buffer.byteLength(whole) <= CAUGHT_BYTES_MAX) return { body: whole, shortened: false };
    return { body: shortened(json, CAUGHT_BYTES_MAX), shortened: true };
  } catch {
    return { body: null, shortened: false };
  }
}

function becameOf({ status, body }: Answer): Became {
  const told = JSON.parse(body) as { detail?: string; results?: { alert_id: string }[] };
  return {
    status,
    message: told.detail ?? null,
    alertIds: (told.results ?? []).map(({ alert_id }) => alert_id),
  };
}
