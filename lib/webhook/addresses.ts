import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { networkInterfaces } from "node:os";
import { type OutboundPolicy, type OwnListener, refuseAddress } from "#lib/domain/delivery/address.ts";
import { AttemptFault, dnsFault } from "./attempt-fault.ts";

/** Resolves a name to all its addresses; rejects with the codes of `dns.lookup`. */
export type Resolver = (hostname: string) => Promise<LookupAddress[]>;

export const systemResolver: Resolver = (hostname) => lookup(hostname, { all: true, order: "verbatim" });

/** Decides which addresses a channel may connect to. */
export type AddressGuard = {
  /** All addresses of a name. Rejects with a fault if it has none, or if one of them is refused. */
  resolve(hostname: string, port: number): Promise<LookupAddress[]>;
  /** The fault of a refused address; null if it is allowed. */
  refuse(host: string, ip: string, port: number): AttemptFault | null;
};

/**
 * Guards look-ups and connections by the operator's policy. Concurrent look-ups of a name share one answer:
 * the system resolver has few threads for the whole process, and one stalled name must not occupy them all.
 */
export function createAddressGuard(policy: OutboundPolicy, resolver: Resolver): AddressGuard {
  const underWay = new Map<string, Promise<LookupAddress[]>>();

  function lookUp(hostname: string): Promise<LookupAddress[]> {
    const running = underWay.get(hostname);
    if (running !== undefined) return running;
    const answer = resolver(hostname).finally(() => underWay.delete(hostname));
    underWay.set(hostname, answer);
    return answer;
  }

  function refuse(host: string, ip: string, port: number): AttemptFault | null {
    const ownListeners = policy.ownListeners.flatMap(spellOut);
    const reason = refuseAddress(ip, port, { ...policy, ownListeners });
    return reason === null ? null : addressRefused(host, ip, reason);
  }

  async function resolve(hostname: string, port: number): Promise<LookupAddress[]> {
    const addresses = await lookUp(hostname).catch((error: NodeJS.ErrnoException) => {
      throw dnsFault(hostname, error.code ?? "no answer");
    });
    if (addresses.length === 0) throw dnsFault(hostname, "no address");
    for (const { address } of addresses) {
      const fault = refuse(hostname, address, port);
      if (fault !== null) throw fault;
    }
    return addresses;
  }

  return { resolve, refuse };
}

function addressRefused(host: string, ip: string, reason: string): AttemptFault {
  const target =
    host === ip || host === `[${ip}]` ? `${host} is refused` : `${host} leads to ${ip}, which is refused`;
  return new AttemptFault(
    "address_refused",
    `${target} (${reason}): change the URL, or ask the operator of Tocsin.`,
  );
}

/** A listener on all addresses answers at every loopback address and at every address of this machine. */
function spellOut({ address, port }: OwnListener): OwnListener[] {
  if (address !== "0.0.0.0" && address !== "::") return [{ address, port }];
  const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return ["127.0.0.0/8", "::1", ...interfaces.map((one) => one.address)].map((own) => ({
    address: own,
    port,
  }));
}
