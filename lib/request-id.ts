import { AsyncLocalStorage } from "node:async_hooks";
import { randomInt } from "node:crypto";

/** Next's bundle and server.ts hold different copies of this module, so the one storage lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinRequestIds?: AsyncLocalStorage<string> };

const storage = () => (holder.tocsinRequestIds ??= new AsyncLocalStorage());

/** The id of the request that this code runs for; undefined outside of one. */
export const currentRequestId = (): string | undefined => storage().getStore();

/** Runs `handle`, and all that it starts, as part of the request with this id. */
export const withRequestId = <T>(id: string, handle: () => T): T => storage().run(id, handle);

/**
 * The request's id: the X-Request-Id that was sent, if it is 1–64 of `A-Z a-z 0-9 . _ -`, else a new one, such
 * as "k3x9ab-7".
 */
export function requestIdOf({ headers }: { headers: NodeJS.Dict<string | string[]> }): string {
  const sent = headers["x-request-id"];
  return typeof sent === "string" && /^[\w.-]{1,64}$/.test(sent) ? sent : newRequestId();
}

/** A new id, for a request that nobody gave one. */
export const newRequestId = (): string => `${START}-${(made++).toString(36)}`;

/** Six random digits to base 36, so that two starts hardly ever make the same ids. */
const START = randomInt(36 ** 5, 36 ** 6).toString(36);
let made = 0;
