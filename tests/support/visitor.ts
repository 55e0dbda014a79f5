import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { buildFolder } from "./process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type SignInAnswer = {
  status: number;
  error: string | null;
  /** In seconds; null if the answer names none. */
  retryAfter: number | null;
  setCookie: string[];
};

/**
 * A browser without a screen: it keeps cookies, follows no redirect by itself, and can call server actions.
 */
export class Visitor {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #fetch: typeof fetch;
  readonly cookies = new Map<string, string>();

  /**
   * `url` is the server's, without a trailing slash; `headers` go with every request, like those that a proxy
   * adds. `fetchBy` sends the requests, such as one that trusts a test's own CA.
   */
  constructor(url: string, headers: Record<string, string> = {}, fetchBy: typeof fetch = fetch) {
    this.#url = url;
    this.#headers = headers;
    this.#fetch = fetchBy;
  }

  /** Another browser with the same cookies, like that of somebody who copied them. */
  copy(): Visitor {
    const copy = new Visitor(this.#url, this.#headers, this.#fetch);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...this.#headers, ...Object.fromEntries(new Headers(init.headers)) });
    headers.set("cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await this.#fetch(this.#url + path, { redirect: "manual", ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return answer;
  }

  /** Where a page redirects to: path and query; null if it does not redirect. */
  async ledTo(path: string): Promise<string | null> {
    const answer = await this.request(path);
    await answer.text();
    const location = answer.headers.get("location");
    if (location === null) return null;
    const url = new URL(location, this.#url);
    return url.origin === this.#url ? url.pathname + url.search : url.href;
  }

  /** Signs in like the sign-in page, through next-auth's routes. */
  async signIn(email: string, password: string): Promise<SignInAnswer> {
    const { csrfToken } = (await (await this.request("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await this.request("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    });
    const { url } = (await answer.json()) as { url: string };
    const error = new URL(url, this.#url).searchParams.get("error");
    const after = answer.headers.get("retry-after");
    const retryAfter = after === null ? null : Number(after);
    return { status: answer.status, error, retryAfter, setCookie: answer.headers.getSetCookie() };
  }

  /**
   * Sends the form of a page like a browser without a script: its first form with an action, with `fields`.
   * `origin` is the server's own unless null for none is given. Resolves to where the answer leads, or to its status.
   */
  async sendForm(
    path: string,
    fields: Record<string, string>,
    origin: string | null = this.#url,
  ): Promise<string> {
    const body = filledForm(await (await this.request(path)).text(), fields);
    const headers: HeadersInit = origin === null ? {} : { origin };
    const answer = await this.request(path, { method: "POST", body, headers });
    await answer.text();
    const location = answer.headers.get("location");
    if (location === null) return String(answer.status);
    const { pathname, search } = new URL(location, this.#url);
    return pathname + search;
  }

  /**
   * Calls a server action on a page, like the page's form. `origin` is the server's own unless another one,
   * or null for none, is given. Resolves with the raw answer.
   */
  callAction(action: ActionRef, args: unknown[], origin: string | null = this.#url): Promise<Response> {
    return this.request(action.page, {
      method: "POST",
      headers: {
        accept: "text/x-component",
        "content-type": "text/plain;charset=UTF-8",
        "next-action": actionId(action),
        ...(origin !== null && { origin }),
      },
      body: JSON.stringify(args),
    });
  }

  /** Calls a server action and returns what it resolved with. */
  async act<T = unknown>(
    action: ActionRef,
    args: unknown[],
    origin?: string | null,
  ): Promise<ActionResult<T>> {
    const answer = await this.callAction(action, args, origin);
    const text = await answer.text();
    const result = rowsOf(text).get("1");
    if (result === undefined) throw new Error(`The action answered ${answer.status}: ${text.slice(0, 500)}`);
    return JSON.parse(result);
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const over = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=Thu, 01 Jan 1970/i.test(one));
    if (over || value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** What a browser without a script posts from a page's first form with an action, with `fields` filled in. */
export function filledForm(html: string, fields: Record<string, string>): FormData {
  const form = (html.match(/<form[^>]*>.*?<\/form>/gs) ?? []).find((one) => one.includes('name="$ACTION_'));
  if (form === undefined) throw new Error("The page has no form that works without a script.");
  const body = new FormData();
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? "";
    body.set(attribute("name"), attribute("value").replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  }
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return body;
}

/**
 * The rows of an action's answer (React's Flight format) by their number: a line of JSON each, except that a
 * long string is a row of its own, `2:T2c46,…`, with its bytes in hex and without a line's end.
 */
function rowsOf(text: string): Map<string, string> {
  const rows = new Map<string, string>();
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    const [head = "", id = "", bytes] = /^([0-9a-f]*):(?:T([0-9a-f]+),)?/.exec(rest.toString("latin1")) ?? [];
    const end = bytes === undefined ? rest.indexOf("\n") : head.length + Number.parseInt(bytes, 16);
    const until = end < 0 ? rest.length : end;
    rows.set(id, rest.subarray(head.length, until).toString());
    rest = rest.subarray(bytes === undefined ? until + 1 : until);
  }
  return rows;
}

/** A server action: the file that exports it, and a page that offers it. */
export type ActionRef = { file: string; name: string; page: string };

type Manifest = { node: Record<string, { filename?: string; exportedName?: string }> };

/** The action's id in the build. */
function actionId({ file, name }: ActionRef): string {
  const path = join(root, buildFolder, "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const [id] =
    Object.entries(node).find(([, one]) => one.filename === file && one.exportedName === name) ?? [];
  if (id === undefined) throw new Error(`The build has no action ${name} of ${file}.`);
  return id;
}
