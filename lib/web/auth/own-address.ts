import { headers } from "next/headers";

/** The address under which the browser reaches Tocsin, such as `https://tocsin.example.com`; the listener vouches for it. */
export async function ownAddress(): Promise<string> {
  const sent = await headers();
  return `${sent.get("x-forwarded-proto") ?? "http"}://${sent.get("x-forwarded-host") ?? "localhost"}`;
}
