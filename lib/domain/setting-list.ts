/** One row of the table of settings: variables that belong together. */
export type SettingRow = {
  /** The variables of the environment, in the order in which they are told. */
  names: readonly string[];
  /** What counts without them, in Markdown; "–" for nothing. */
  fallback: string;
  /** What they do, in Markdown. */
  meaning: string;
};

/** The variables whose values are secrets: nothing shows them. */
export const SECRET_SETTINGS: readonly string[] = ["ADMIN_PASSWORD", "OIDC_CLIENT_SECRET"];

/** Every variable that Tocsin reads, as docs/settings.md lists them. */
export const SETTING_ROWS: readonly SettingRow[] = [
  {
    names: ["PORT", "HOST"],
    fallback: "3000, 0.0.0.0",
    meaning: "listener; `::` accepts IPv4 too; the log lists every address at which Tocsin can be reached",
  },
  {
    names: ["DATA_DIR"],
    fallback: "`./data`",
    meaning: "database and key file; made with mode 0700",
  },
  {
    names: ["BASE_URL"],
    fallback: "from the request",
    meaning: "the public address; needed behind a proxy",
  },
  {
    names: ["TRUSTED_PROXIES"],
    fallback: "–",
    meaning:
      "the reverse proxies in front, as a CIDR list or the words `loopback` and `private`. Tocsin trusts `X-Forwarded-For`, `-Proto` and `-Host` only from these. List only proxies: everyone in the list can claim any address",
  },
  {
    names: ["ADMIN_EMAIL", "ADMIN_PASSWORD", "ADMIN_PASSWORD_FILE"],
    fallback: "–",
    meaning:
      "the first admin, used only while there is no user; without them the log prints a one-time set-up link. The file may hold 64 KiB; one line break at its end is dropped",
  },
  {
    names: ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_CLIENT_SECRET_FILE"],
    fallback: "–",
    meaning: "sign-in by OpenID Connect, see [Single sign-on](#single-sign-on); needs `BASE_URL`",
  },
  {
    names: ["OIDC_NAME"],
    fallback: "single sign-on",
    meaning: 'the provider\'s name, on the button "Sign in with …"',
  },
  {
    names: ["OIDC_ROLE_CLAIM", "OIDC_ADMIN", "OIDC_OPERATOR", "OIDC_VIEWER"],
    fallback: "–",
    meaning: "the claim that gives roles, and for each role a list of its values, separated by commas",
  },
  {
    names: ["PASSWORD_SIGN_IN"],
    fallback: "on",
    meaning: "`off` leaves OpenID Connect as the only way to sign in, and needs it",
  },
  {
    names: ["SECRET_KEY_FILE"],
    fallback: "`DATA_DIR/secret.key`",
    meaning:
      "the keys that seal secrets, made on the first start; keep a copy elsewhere: without it the stored secrets are lost",
  },
  {
    names: ["BACKUP_DIR"],
    fallback: "`DATA_DIR/backups`",
    meaning: "backups that Tocsin makes; on the data disk they don't protect against losing that disk",
  },
  {
    names: ["BACKUP_EVERY"],
    fallback: "24h",
    meaning:
      "a whole number with `m`, `h` or `d`, from 10m to 30d, or `off`; counted from the last good backup, also over restarts",
  },
  {
    names: ["BACKUP_KEEP"],
    fallback: "7",
    meaning:
      "how many of them are kept; the oldest goes once the new one is checked. Those of another installation in the same folder stay",
  },
  {
    names: ["MIGRATE_WITHOUT_BACKUP"],
    fallback: "–",
    meaning: "`on` migrates the database although there is no room for a copy",
  },
  {
    names: ["HEARTBEAT_URL"],
    fallback: "–",
    meaning:
      "requested by GET every minute while `/healthz` answers 200, under the same rules of addresses as webhooks: what watches it notices when Tocsin itself is down",
  },
  {
    names: ["UNPACK_DIR"],
    fallback: "`DATA_DIR/runtime`",
    meaning:
      "the folder below which the one file unpacks itself, each version as `<sha256>`; on a file system mounted without `noexec`, and kept over restarts",
  },
  {
    names: ["OUTBOUND"],
    fallback: "`private`",
    meaning:
      "`public` refuses to send to loopback, private, CGNAT and ULA addresses too; cloud metadata and link-local are always refused",
  },
  {
    names: ["OUTBOUND_ALLOW", "OUTBOUND_DENY"],
    fallback: "–",
    meaning: "CIDR lists, separated by commas, such as `10.0.0.0/8`",
  },
  {
    names: ["REQUIRE_SECOND_FACTOR"],
    fallback: "`off`",
    meaning: "`on`: who signs in by a password and has no second factor sets one up before any page",
  },
  {
    names: ["RETENTION_DAYS"],
    fallback: "30",
    meaning:
      "events, deliveries and attempts older than this are removed in small steps; anything that a pending delivery needs stays",
  },
  {
    names: ["AUDIT_RETENTION_DAYS"],
    fallback: "365",
    meaning:
      "rows of the audit log older than this are removed; above 1,000,000 rows the oldest go, failed sign-ins first",
  },
  {
    names: ["METRICS_ALLOW"],
    fallback: "–",
    meaning: "clients that may read `GET /metrics` without a key, written like `TRUSTED_PROXIES`",
  },
  {
    names: ["LOG_LEVEL"],
    fallback: "info",
    meaning: "JSON lines on stdout; `debug` has each post and each attempt",
  },
  {
    names: ["NODE_EXTRA_CA_CERTS"],
    fallback: "–",
    meaning: "a file of further CA certificates to trust; the start is refused if it can't be read",
  },
];
