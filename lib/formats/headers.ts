/** The headers of a JSON request, without the signature's. */
export const jsonHeaders = (): Record<string, string> => ({
  "content-type": "application/json",
  "user-agent": "Tocsin/1.0",
  "accept-encoding": "identity",
});
