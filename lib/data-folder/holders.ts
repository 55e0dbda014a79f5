import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";

/**
 * Other processes that have the database or its log open, as far as this user may see them, such as
 * `litestream (4711)`. Empty where there is no /proc.
 */
export function holdersOf(file: string): string[] {
  const [path = file] = orNone(() => [realpathSync(file)]);
  const names = new Set([path, `${path}-wal`, `${path}-shm`]);
  const pids = orNone(() => readdirSync("/proc")).filter((name) => /^\d+$/.test(name));
  const others = pids.filter((pid) => pid !== String(process.pid) && holds(pid, names));
  return others.map((pid) => `${nameOf(pid)} (${pid})`);
}

const holds = (pid: string, names: ReadonlySet<string>): boolean =>
  orNone(() => readdirSync(`/proc/${pid}/fd`)).some((fd) =>
    orNone(() => [readlinkSync(`/proc/${pid}/fd/${fd}`)]).some((open) => names.has(open)),
  );

const nameOf = (pid: string): string =>
  orNone(() => [readFileSync(`/proc/${pid}/comm`, "utf8").trim()])[0] ?? "a process";

/** A process may end meanwhile, or belong to another user. */
function orNone(look: () => string[]): string[] {
  try {
    return look();
  } catch {
    return [];
  }
}
