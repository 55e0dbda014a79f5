import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Listens at HOST and PORT. Resolves with what it is bound to; rejects with a sentence that names both. */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new Error(`HOST ${host} and PORT ${port}: ${error.message}.`)));
    server.listen(port, host, () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });
}

/** Whether HOST stands for all of the machine's addresses. */
export function isEveryInterface(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}
