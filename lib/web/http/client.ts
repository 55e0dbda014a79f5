/** Who sent a request, as far as Tocsin can tell. */
export type Client = {
  address: string;
  /**
   * The header by which a proxy that TRUSTED_PROXIES doesn't name shows that the address is its own, and
   * not the client's; null if there is none.
   */
  hiddenBy: string | null;
};
