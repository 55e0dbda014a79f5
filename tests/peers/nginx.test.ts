import { describe } from "vitest";
import { startNginx } from "./proxies.ts";
import { describeProxy } from "./proxy-suite.ts";

describe("nginx, by deploy/nginx.conf", () =>
  describeProxy({ start: startNginx, whileTocsinRestarts: "fails" }));
