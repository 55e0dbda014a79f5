/** What the sentences about an attempt name. */
export type AttemptTarget = {
  /** Host of the URL, with its port. */
  host: string;
  /** The request's Authorization header, for the hint after a 401. */
  authorization: string | undefined;
  /** The label of the format's field that authenticates, for the same hint; null if it has none. */
  secretField: string | null;
};

/** "jira.example.com answered 200." */
export function describeDelivered(host: string, status: number): string {
  return `${host} answered ${status}.`;
}

/**
 * Says what a status means for the channel, and what to do: "jira.example.com answered 404: there is nothing
 * at this path, so check the URL."
 */
export function describeStatus(target: AttemptTarget, status: number): string {
  return `${target.host} answered ${status}: ${hintFor(status, target)}`;
}

/** How far an attempt got before its time was up. */
export type AttemptPhase = "connect" | "headers";

/** Says how long Tocsin waited, and for what. */
export function describeTimeout(host: string, phase: AttemptPhase, deadlineMs: number): string {
  const seconds = `${deadlineMs / 1000} s`;
  if (phase === "connect")
    return `No connection to ${host} stood within ${seconds}: check that it is reachable.`;
  return `${host} took the request but did not answer within ${seconds}: check the load and the logs of the receiver.`;
}

function hintFor(status: number, target: AttemptTarget): string {
  if (status === 401 || status === 403) return credentialsHint(status, target);
  if (REDIRECTS.has(status)) return "redirects are not followed, so enter the final URL in the channel.";
  return hints[status] ?? (status >= 500 ? SERVER_HINT : "check the URL and the logs of the receiver.");
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const SERVER_HINT = "the receiver failed, so check its logs.";

const hints: Record<number, string> = {
  304: "nothing has changed since, which is no answer to a POST, so check the cache or proxy before the receiver.",
  400: "the receiver did not accept the payload, so check the channel's Format and what the receiver expects.",
  404: "there is nothing at this path, so check the URL.",
  405: "it does not take POST requests there, so check the URL.",
  408: "the receiver took too long to read the request, so check its load.",
  410: "the endpoint is gone for good, so enter its new URL or delete the channel.",
  413: "the payload is larger than the receiver takes, so raise its limit.",
  415: "the receiver does not take this content type, so check the URL and the channel's Format.",
  422: "the receiver did not accept the payload, so check the channel's Format and what the receiver expects.",
  425: "the receiver asks to try again later.",
  429: "the receiver asks for fewer requests, so lower the channel's requests in flight if this goes on.",
  502: "the proxy before the receiver could not reach it, so check that the receiver is running.",
  503: "the receiver is not available at the moment, so check that it is running.",
  504: "the proxy before the receiver waited in vain, so check the receiver's load.",
};

function credentialsHint(status: number, { authorization, secretField }: AttemptTarget): string {
  const verb = status === 401 ? "check" : "check the rights of";
  if (secretField !== null) return `${verb} the ${secretField} under Format.`;
  if (authorization?.startsWith("Bearer ")) return `${verb} the token under Authentication.`;
  if (authorization?.startsWith("Basic ")) return `${verb} the username and password under Authentication.`;
  return "set what it expects under Authentication or Headers.";
}
