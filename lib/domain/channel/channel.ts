import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { HealthName, StoredHealth } from "./health.ts";

export const CHANNEL_NAME_MAX = 100;
export const URL_SECRETS_MAX = 10;
export const HEADERS_MAX = 25;

/** What becomes of the deliveries that waited while a channel was disabled. */
export const WAITING = ["send", "discard"] as const;
export type Waiting = (typeof WAITING)[number];

/** A header as it may be shown: a sensitive one without its value. */
export type HeaderView = { name: string; value: string | null; sensitive: boolean };
export type AuthView = { type: "none" } | { type: "basic"; username: string } | { type: "token" };

/** A channel as pages and the API show it: the URL masked, no secrets. */
export type ChannelView = StoredHealth & {
  id: string;
  name: string;
  enabled: boolean;
  /** Why Tocsin itself switched it off, where it did. */
  disabledReason: string | null;
  health: HealthName;
  url: string;
  verifySsl: boolean;
  /** The Replacement Values. */
  urlSecrets: string[];
  auth: AuthView;
  headers: HeaderView[];
  retrySchedule: number[];
  maxInFlight: number;
  certificate: CertificateView;
  /** Until when the signing secret before the present one still signs too, ms since 1970. */
  previousSecretUntil: number | null;
  version: number;
  createdAt: number;
  updatedAt: number;
};

/** SHA-256 fingerprints, `AB:CD:…`. */
export type CertificateView = {
  /** What the channel trusts although no known CA vouches for it. */
  pinned: string | null;
  /** The other certificate that the receiver showed last; to be trusted by an admin, or not. */
  offered: string | null;
};

/** The newest delivery of a channel; `at` is when it ended, else when it was queued. */
export type LastDelivery = { state: DeliveryState; at: number };

/** Pending deliveries of a channel are counted up to one more than this. */
export const PENDING_COUNTED = 1_000;

/** A row of the list of channels. */
export type ChannelListRow = ChannelView & { lastDelivery: LastDelivery | null; pendingDeliveries: number };
