import { cookies, headers } from "next/headers";
import { type CookieName, cookieName, cookieOptions } from "./options.ts";

/** One of Tocsin's cookies of the browser whose request is answered. */
export async function cookieOf(name: CookieName): Promise<string | undefined> {
  return (await cookies()).get(cookieName(name, await isHttps()))?.value;
}

/** Sets a cookie in this browser. `maxAge` is in seconds; 0 removes it. */
export async function keepCookie(name: CookieName, value: string, maxAge: number): Promise<void> {
  const https = await isHttps();
  (await cookies()).set(cookieName(name, https), value, { ...cookieOptions(https), maxAge });
}

/** Whether the browser uses https, by the header that the listener has set. */
export const isHttps = async (): Promise<boolean> => (await headers()).get("x-forwarded-proto") === "https";
