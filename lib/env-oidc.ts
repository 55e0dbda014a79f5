import type { RoleRule } from "./domain/people/oidc.ts";
import { Secret } from "./domain/secret.ts";
import { nameText } from "./domain/text-schema.ts";
import { EnvError, type EnvSource, oneOf, readSecret, setting } from "./env-source.ts";

/** Sign-in by an OpenID provider, as the operator set it. */
export type OidcSettings = {
  /** Shown on the button and in sentences. */
  name: string;
  /** The provider's issuer identifier (OpenID Connect Discovery 1.0, 3). */
  issuer: string;
  clientId: string;
  clientSecret: Secret;
  roles: RoleRule;
};

const NEEDED = ["OIDC_CLIENT_ID", "OIDC_ROLE_CLAIM"] as const;
const ROLE_LISTS = { admin: "OIDC_ADMIN", operator: "OIDC_OPERATOR", viewer: "OIDC_VIEWER" } as const;
const ALL = [
  ...NEEDED,
  ...Object.values(ROLE_LISTS),
  "OIDC_CLIENT_SECRET",
  "OIDC_CLIENT_SECRET_FILE",
  "OIDC_NAME",
];

/** The settings of OpenID Connect; null without OIDC_ISSUER. Throws EnvError. */
export function readOidc(source: EnvSource, baseUrl: string | null): OidcSettings | null {
  const issuer = setting(source, "OIDC_ISSUER");
  if (issuer === undefined) return refuseStray(source);
  if (baseUrl === null)
    throw new EnvError("BASE_URL is missing: OIDC_ISSUER needs it, as the provider sends people back there.");
  const secret = readSecret(source, "OIDC_CLIENT_SECRET");
  if (secret === undefined)
    throw new EnvError("OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE is missing: OIDC_ISSUER needs it.");
  return {
    name: readName(source),
    issuer: readIssuer(issuer),
    clientId: needed(source, "OIDC_CLIENT_ID"),
    clientSecret: new Secret(secret.value),
    roles: { claim: needed(source, "OIDC_ROLE_CLAIM"), values: readRoleLists(source) },
  };
}

function refuseStray(source: EnvSource): null {
  const stray = ALL.find((name) => setting(source, name) !== undefined);
  if (stray === undefined) return null;
  throw new EnvError(`OIDC_ISSUER is missing: ${stray} is set without it.`);
}

function needed(source: EnvSource, name: (typeof NEEDED)[number]): string {
  const value = setting(source, name);
  if (value !== undefined) return value;
  throw new EnvError(`${name} is missing: OIDC_ISSUER needs it.`);
}

function readName(source: EnvSource): string {
  const name = nameText("OIDC_NAME", 40).safeParse(setting(source, "OIDC_NAME") ?? "single sign-on");
  if (name.success) return name.data;
  throw new EnvError(name.error.issues[0]?.message ?? "OIDC_NAME is not valid.");
}

/** Plain http is for a provider on this very machine: anybody on the way could sign in as anybody. */
function readIssuer(issuer: string): string {
  const url = URL.parse(issuer);
  if (url === null || !(url.protocol === "https:" || isLoopback(url)) || /[?#@]/.test(issuer))
    throw new EnvError(
      `OIDC_ISSUER must be an https address such as https://id.example.com; it is ${JSON.stringify(issuer)}.`,
    );
  if (url.pathname.includes("/.well-known/"))
    throw new EnvError(
      `OIDC_ISSUER must be the issuer itself, without /.well-known/…; it is ${JSON.stringify(issuer)}.`,
    );
  return issuer;
}

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === "http:" && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

function readRoleLists(source: EnvSource): RoleRule["values"] {
  const values = {
    admin: readValues(source, ROLE_LISTS.admin),
    operator: readValues(source, ROLE_LISTS.operator),
    viewer: readValues(source, ROLE_LISTS.viewer),
  };
  if (Object.values(values).flat().length > 0) return values;
  throw new EnvError("OIDC_ADMIN, OIDC_OPERATOR and OIDC_VIEWER are missing: nobody would get a role.");
}

/** Values of the claim, separated by commas. */
const readValues = (source: EnvSource, name: string): string[] =>
  (setting(source, name) ?? "")
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");

/** Whether people may sign in with a password. Throws EnvError if nobody could sign in otherwise. */
export function readPasswordSignIn(source: EnvSource, oidc: OidcSettings | null): boolean {
  const isOn = oneOf(source, "PASSWORD_SIGN_IN", ["on", "off"], "on") === "on";
  if (!isOn && oidc === null)
    throw new EnvError("OIDC_ISSUER is missing: PASSWORD_SIGN_IN=off needs it, else nobody could sign in.");
  return isOn;
}
