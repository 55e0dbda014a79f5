import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { ChannelFormat } from "#lib/domain/format/format.ts";
import type { HealthName, StoredHealth } from "./health.ts";

export const CHANNEL_NAME_MAX = 100;
export const URL_SECRETS_MAX = 10;
export const HEADERS_MAX = 25;

/** What happens to the deliveries that waited while the channel was disabled. */
export const WAITING = ["send", "discard"] as const;
export type Waiting = (typeof WAITING)[number];

/** A header as it may be shown: a sensitive one without its value. */
export type HeaderView = { name: string; value: string | null; sensitive: boolean };
export type AuthView = { type: "none" } | { type: "basic"; username: string } | { type: "token" };

/** A channel's settings without its secrets, as they are stored and may be shown: the URL is masked. */
export type ChannelFace = {
  name: string;
  enabled: boolean;
  url: string;
  verifySsl: boolean;
  /** The Replacement Values. */
  urlSecrets: string[];
  auth: AuthView;
  headers: HeaderView[];
  format: ChannelFormat;
  /** Seconds before each retry. */
  retrySchedule: number[];
  /** Maximum concurrent requests. */
  maxInFlight: number;
  /** Whether Tocsin disables it after 5 days of nothing but failures. */
  autoDisable: boolean;
};

/** A channel as pages and the API show it. */
export type ChannelView = ChannelFace &
  StoredHealth & {
    id: string;
    /** Why Tocsin itself disabled it, or null. */
    disabledReason: string | null;
    health: HealthName;
    certificate: CertificateView;
    /** The former signing secret also signs until then, ms since 1970. */
    previousSecretUntil: number | null;
    version: number;
    createdAt: number;
    updatedAt: number;
  };

/** SHA-256 fingerprints, `AB:CD:…`. */
type CertificateView = {
  /** The certificate that the channel trusts without a known CA. */
  pinned: string | null;
  /** Another certificate, which the receiver showed last. An admin may trust it. */
  offered: string | null;
};

/** A channel's newest delivery. `at` is when it ended, or while it is pending, when it was queued. */
export type LastDelivery = { state: DeliveryState; at: number };

/** A row of the list of channels. The count of pending deliveries stops at PENDING_COUNTED + 1. */
export type ChannelListRow = ChannelView & { lastDelivery: LastDelivery | null; pendingDeliveries: number };
