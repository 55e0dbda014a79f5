import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Api, apiOf, type Page } from "../support/api.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import type { KeyedPost } from "./alerts.ts";
import type { SECRETS } from "./channels.ts";
import type { Keys, WaysIn } from "./people.ts";

/** What the folder's tests must know about it. */
export type VersionFacts = WaysIn & {
  version: string;
  /** When it was stopped, in RFC 3339. */
  madeAt: string;
  password: string;
  keys: Keys;
  secrets: typeof SECRETS;
  /** The signing secret of each channel, by its name. */
  signing: Record<string, string>;
  tls: { cert: string; key: string; sha256: string };
  ownSource: string;
  keyedPost: KeyedPost;
  /** What the REST interface answered about each thing just before the stop, by its path. */
  answers: Record<string, unknown>;
  /** The ids of each list, by its path, in its order. */
  lists: Record<string, string[]>;
};

type Listed = { id?: string; alert_id?: string; at?: string; action?: string; target_id?: string };

const LISTS = ["alerts", "deliveries", "channels", "rules", "sources", "mutes", "audit"] as const;

/** Those have a page of their own; of the others the list tells everything. */
const ALONE = new Set<string>(["alerts", "deliveries", "channels", "rules", "sources"]);

/** Reads everything by the REST interface. */
export async function readAll(url: string, key: string): Promise<Pick<VersionFacts, "answers" | "lists">> {
  const api = apiOf(url, key);
  const [answers, lists]: [VersionFacts["answers"], VersionFacts["lists"]] = [{}, {}];
  for (const noun of LISTS) {
    const rows = await allOf(api, `/api/v1/${noun}`);
    lists[`/api/v1/${noun}`] = rows.map(idOf);
    for (const row of rows) {
      const path = `/api/v1/${noun}/${encodeURIComponent(idOf(row))}`;
      answers[path] = ALONE.has(noun) ? (await api.get(path)).body : row;
    }
  }
  answers["/api/v1/access-requests"] = (await api.get("/api/v1/access-requests")).body;
  return { answers, lists };
}

/** A row of the audit log has no id. */
const idOf = ({ id, alert_id, at, action, target_id }: Listed): string =>
  id ?? alert_id ?? `${at} ${action} ${target_id}`;

async function allOf(api: Api, path: string): Promise<Listed[]> {
  const rows: Listed[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: "100", ...(cursor !== null && { cursor }) });
    const page: Page<Listed> = (await api.get<Page<Listed>>(`${path}?${query}`)).body;
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}

/** Whether the answer is about the channel whose job the stop found at work: the start goes on with it. */
export const isAtWork = (answer: unknown): boolean => {
  const { name, channel_name } = answer as { name?: string; channel_name?: string };
  return channel_name === "Slow" || name === "Slow";
};

/** What a version's folder holds, and what its REST interface answered about it. */
export const versionFacts = (version: string): VersionFacts =>
  JSON.parse(readFileSync(join(folderOf(version), "facts.json"), "utf8"));

/** A copy of a version's data folder, removed after the test. */
export function copyOfVersion(version: string): Folder {
  const folder = temporaryFolder();
  cpSync(join(folderOf(version), "data-folder"), folder.path, { recursive: true });
  return folder;
}

/** Where the folder of a version stands in the repository. */
export const folderOf = (version: string): string => join(FIXTURES, `version-${version}`);

const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url));

/** The versions whose folders are kept. */
export const keptVersions = (): string[] =>
  readdirSync(FIXTURES).flatMap((name) => /^version-(.+)$/.exec(name)?.[1] ?? []);
