import { AsyncLocalStorage } from "node:async_hooks";
import { randomInt } from "node:crypto";

/** What is known of a request: its id, and once the listener has judged its headers, the client's address. */
type RequestFacts = { id: string; address?: string | undefined };

/** Next's bundle and server.ts hold different copies of this module, so the one storage lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinRequests?: AsyncLocalStorage<RequestFacts> };

const storage = () => (holder.tocsinRequests ??= new AsyncLocalStorage());

/** The request that this code runs for; undefined outside of one. */
export const currentRequest = (): Readonly<RequestFacts> | undefined => storage().getStore();

export const currentRequestId = (): string | undefined => currentRequest()?.id;

/** Runs `handle`, and all that it starts, as part of the request with this id. */
export const withRequestId = <T>(id: string, handle: () => T): T => storage().run({ id }, handle);

/** Notes the client's address for whatever the current request still does. */
export function noteAddress(address: string): void {
  const request = storage().getStore();
  if (request !== undefined) request.address = address;
}

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
