/** The most of each that an installation holds. Deleted channels, ended mutes, revoked and expired keys don't count. */
export const CEILINGS = {
  channels: 500,
  rules: 500,
  mutes: 500,
  sources: 200,
  users: 1_000,
  "API keys": 1_000,
} as const;
export type Countable = keyof typeof CEILINGS;

/** One more sign-in ends the user's oldest session. */
export const SESSIONS_PER_USER = 20;

/** Deliveries that one post may queue. */
export const DELIVERIES_PER_POST = 50_000;
