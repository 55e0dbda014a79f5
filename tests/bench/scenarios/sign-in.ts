import { startTocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";
import { type Figure, median, type Scenario } from "../report.ts";

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
const WRONG = "wrong horse battery";
/** Wrong passwords of each kind: fewer than the 50 that are allowed for an account. */
const TRIES = 45;

export const signIn: Scenario = {
  name: "sign-in",
  title: "a wrong password for a known account and for an unknown one, in turn: nobody may tell them apart",
  async run({ progress }) {
    await using tocsin = await startTocsin({
      env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, TRUSTED_PROXIES: "loopback" },
    });
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let attempt = 0; attempt < TRIES; attempt++) {
      // Each from an address of its own, as an address has fewer tries than an account.
      const from = new Visitor(tocsin.url, { "x-forwarded-for": `198.51.100.${attempt}` });
      times.known.push(await msOfWrong(from, ADMIN.email));
      times.unknown.push(await msOfWrong(from, `nobody-${attempt}@example.com`));
    }
    // The first of each warms the server up.
    const [known, unknown] = [median(times.known.slice(1)), median(times.unknown.slice(1))];
    progress(`known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`);
    const figure = (name: string, value: number, unit: string): Figure => ({
      scenario: "sign-in",
      figure: name,
      value,
      unit,
    });
    return [
      figure("wrong password, known account", known, "ms"),
      figure("wrong password, unknown account", unknown, "ms"),
      figure("unknown / known", unknown / known, ""),
    ];
  },
};

async function msOfWrong(visitor: Visitor, email: string): Promise<number> {
  const { csrfToken } = (await (await visitor.request("/api/auth/csrf")).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email, password: WRONG });
  const before = performance.now();
  const answer = await visitor.request("/api/auth/callback/credentials", { method: "POST", body });
  await answer.text();
  if (answer.status !== 401) throw new Error(`The wrong password was answered with ${answer.status}.`);
  return performance.now() - before;
}
