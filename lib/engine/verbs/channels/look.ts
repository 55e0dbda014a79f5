import type { CertificateMemory } from "#db/schema/index.ts";
import type { SettledChannel } from "#lib/domain/channel/change.ts";
import { filledUrl } from "#lib/domain/channel/filled-url.ts";
import { AppError } from "#lib/domain/errors.ts";
import { afterHandshake } from "#lib/engine/delivery/certificate-memory.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";

/**
 * Connects to a channel's receiver before the channel is saved. Throws AppError `invalid` at the URL if the
 * address is refused, and reads the receiver's certificate. A receiver that can't be reached is no error: the
 * first delivery looks again.
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

/** Adds the certificate that was seen to what the channel remembers at the time of the transaction. */
export type LookedAt = (memory: CertificateMemory) => CertificateMemory;

/** The URL with the values just entered. Saved values are missing: only scheme, host and port matter here. */
const addressOf = (settled: SettledChannel): string =>
  filledUrl(settled, (name) => settled.secrets.get(name));
