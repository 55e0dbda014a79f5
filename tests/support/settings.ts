import { type Settings, setSettings } from "#lib/settings.ts";

const USUAL: Settings = {
  baseUrl: null,
  logLevel: "info",
  requireSecondFactor: false,
  oidc: null,
  passwordSignIn: true,
  secretKeyFile: "secret.key",
  authSecret: "",
  commandLine: "tocsin",
};

/** Sets the process' settings for what reads them, to the usual ones but for these. */
export const useSettings = (given: Partial<Settings> = {}): void => setSettings({ ...USUAL, ...given });
