import { EnvError, type EnvSource, setting } from "./env-source.ts";

/**
 * The address of HEARTBEAT_URL; null without one. Whoever knows it can speak for this installation, so a message
 * never holds it.
 */
export function readHeartbeatUrl(source: EnvSource): string | null {
  const value = setting(source, "HEARTBEAT_URL");
  if (value === undefined) return null;
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new EnvError("HEARTBEAT_URL must be an address that starts with https:// or http://.");
  if (url.username !== "" || url.password !== "")
    throw new EnvError(
      "HEARTBEAT_URL can't hold a user name or a password: put what it needs into its path.",
    );
  return url.href;
}
