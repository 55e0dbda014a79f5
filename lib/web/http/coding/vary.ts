import type { ServerResponse } from "node:http";

/** Tells caches that the answer depends on Accept-Encoding. */
export function varyByCoding(response: ServerResponse): void {
  const before = [response.getHeader("vary") ?? []].flat().join(", ");
  if (/(?:^|,)\s*(?:\*|accept-encoding)\s*(?:,|$)/i.test(before)) return;
  response.setHeader("vary", before === "" ? "Accept-Encoding" : `${before}, Accept-Encoding`);
}
