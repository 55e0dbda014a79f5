import { describe } from "vitest";
import { startCaddy } from "./proxies.ts";
import { describeProxy } from "./proxy-suite.ts";

describe("Caddy, by deploy/Caddyfile", () =>
  describeProxy({ start: startCaddy, whileTocsinRestarts: "waits" }));
