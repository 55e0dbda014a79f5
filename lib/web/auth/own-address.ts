import { headers } from "next/headers";

/**
 * The address by which the browser reaches Tocsin, e.g. `https://tocsin.example.com`. It comes from headers
 * that the listener has set.
 */
export async function ownAddress(): Promise<string> {
  const sent = await headers();
  return `${sent.get("x-forwarded-proto") ?? "http"}://${sent.get("x-forwarded-host") ?? "localhost"}`;
}
