import { isIP } from "node:net";
import type { OutboundPolicy } from "#lib/domain/delivery/address.ts";
import type { CertificateReport } from "#lib/domain/delivery/outcome.ts";
import { createAddressGuard, type Resolver, systemResolver } from "./addresses.ts";
import { type AttemptFault, urlNotValid } from "./attempt-fault.ts";
import type { TrustPolicy } from "./certificate.ts";
import { establish } from "./connect.ts";

export type LookOptions = {
  policy: OutboundPolicy;
  /** Left out: the system's. */
  resolver?: Resolver;
  connectTimeoutMs?: number;
};

/** Why a destination can't be reached, and its certificate. Both are null for plain http without a fault. */
export type Look = { fault: AttemptFault | null; certificate: CertificateReport | null };

/**
 * Checks a destination when a channel is saved, without sending anything of a request: judges its address
 * and, for https, does the handshake and judges the certificate. Never rejects.
 */
export function lookAt(url: string, trust: TrustPolicy, options: LookOptions): Promise<Look> {
  const { policy, resolver = systemResolver, connectTimeoutMs = 5000 } = options;
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return Promise.resolve(fail(urlNotValid()));
  const { host, protocol, port } = parsed;
  const hostname = parsed.hostname.replace(/^\[|\]$/g, "");
  const guard = createAddressGuard(policy, resolver);
  return new Promise((resolve) => {
    establish(
      { hostname, host, protocol, port },
      { guard, connectTimeoutMs },
      () => trust,
      (fault, established) => {
        if (fault !== null) return resolve(fail(fault));
        established.socket.destroy();
        const { certificate } = established;
        resolve({
          fault: null,
          certificate: certificate === null ? null : { ...certificate, refused: null },
        });
      },
    );
  });
}

/**
 * The same without connecting or looking anything up: judges only an address that the URL itself names. The first
 * attempt judges the rest, and meets the certificate.
 */
export async function lookWithoutConnecting(url: string, policy: OutboundPolicy): Promise<Look> {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return fail(urlNotValid());
  const address = parsed.hostname.replace(/^\[|\]$/g, "");
  const port = Number(parsed.port || (parsed.protocol === "https:" ? 443 : 80));
  const fault = isIP(address)
    ? createAddressGuard(policy, systemResolver).refuse(address, address, port)
    : null;
  return fault === null ? { fault: null, certificate: null } : fail(fault);
}

function fail(fault: AttemptFault): Look {
  return { fault, certificate: fault.certificate };
}
