import type { Env } from "./env.ts";

/** The settings that pages and routes need. */
export type Settings = Pick<
  Env,
  "baseUrl" | "logLevel" | "requireSecondFactor" | "oidc" | "passwordSignIn" | "secretKeyFile"
> & {
  /** The key that signs session cookies, derived from the key file. */
  authSecret: string;
  /** How a person calls the command line of this installation. */
  commandLine: string;
};

/** Next's bundle and server.ts hold different copies of this module, so the one value lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinSettings?: Settings };

export function setSettings(settings: Settings): void {
  holder.tocsinSettings = settings;
}

export function settings(): Settings {
  if (holder.tocsinSettings === undefined) throw new Error("The process has not set its settings.");
  return holder.tocsinSettings;
}
