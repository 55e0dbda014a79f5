import type { WithMute } from "#components/mutes/muted-until.ts";
import type { AuthView, LastDelivery } from "#lib/domain/channel/channel.ts";
import type { HealthName } from "#lib/domain/channel/health.ts";

/** The part of a channel that the list needs in the browser. */
export type ListedChannel = WithMute & {
  id: string;
  name: string;
  /** Masked. */
  url: string;
  /** Its label; left out for Tocsin's own. */
  format?: string;
  authentication: AuthView["type"];
  enabled: boolean;
  disabledReason: string | null;
  health: HealthName;
  /** Why its receiver refuses the requests and what to do, or null. */
  refusal: string | null;
  /** The receiver showed another certificate, and an admin has to decide. */
  certificateChanged: boolean;
  lastDelivery: LastDelivery | null;
  pendingDeliveries: number;
  /** The rules that send to it. */
  rules: SendingRule[];
  /** The number of Access Request events that it is notified of. */
  accessRequestEvents: number;
};

/** A rule that sends to a channel. `named` is how many channels it names; null if it sends to all. */
export type SendingRule = { id: string; name: string; enabled: boolean; named: number | null };

/** The list's word for each kind of authentication. */
export const AUTHENTICATION_WORDS: Record<AuthView["type"], string> = {
  none: "None",
  basic: "Basic",
  token: "Token",
};
