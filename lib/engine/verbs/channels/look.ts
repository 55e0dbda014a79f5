import type { CertificateMemory } from "#db/schema/index.ts";
import type { SettledChannel } from "#lib/domain/channel/change.ts";
import { filledUrl } from "#lib/domain/channel/filled-url.ts";
import { AppError } from "#lib/domain/errors.ts";
import { afterHandshake } from "#lib/engine/delivery/certificate-memory.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";

/**
 * Looks at where a channel leads before it is saved: a refused address is an error at the URL, the
 * certificate is shaken hands with and remembered. A receiver that can't be reached now is no error: then the
 * first delivery looks.
 */
export async function look(
  context: VerbContext,
  settled: SettledChannel,
  known: CertificateMemory,
): Promise<LookedAt> {
  const trust = { verifySsl: settled.verifySsl, pin: known.pin, metCaVouched: known.metCaVouched };
  const { fault, certificate } = await context.outbound().lookAt(addressOf(settled), trust);
  if (fault?.outcome === "address_refused")
    throw new AppError("invalid", fault.message, [{ path: "url", message: fault.message }]);
  return (memory) => afterHandshake(memory, fault?.outcome ?? null, certificate);
}

/** Adds what was seen to what the channel remembers by the time of the transaction. */
export type LookedAt = (memory: CertificateMemory) => CertificateMemory;

/** The URL without its saved values: only scheme, host and port are looked at. */
const addressOf = (settled: SettledChannel): string =>
  filledUrl(settled, (name) => settled.secrets.get(name));
