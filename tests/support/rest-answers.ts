import type { Route } from "#lib/web/rest/route.ts";
import { table } from "#lib/web/rest/table.ts";

type Answered = { method: string; path: string; status: number; body: unknown };

const patternOf = ({ path }: Route) => new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`);
/** A fixed path comes before one with a parameter in the same place. */
const routes = table
  .map((route) => ({ route, pattern: patternOf(route) }))
  .toSorted((a, b) => a.route.path.split("{").length - b.route.path.split("{").length);

/**
 * Compares a REST answer with its route: throws if a member is missing or not described. Errors are problem
 * JSON, which tests check themselves.
 */
export function checkAnswer({ method, path, status, body }: Answered): void {
  const [pathname = ""] = path.split("?");
  const route = routes.find((one) => one.route.method === method && one.pattern.test(pathname))?.route;
  if (route === undefined || route.output === null || status !== (route.status ?? 200)) return;
  const { error } = route.output.safeParse(body);
  if (error) throw new Error(`${method} ${path} answered what its route does not describe: ${error.message}`);
}
