import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const TRY = `d=$(mktemp -d)
mount -t tmpfs tmpfs "$d"
mkdir "$d/a" "$d/b"
mount -t overlay overlay -o lowerdir="$d/a:$d/b" "$d/a"`;

/** Why a test can't make mounts of its own on this machine; null if it can. */
export async function whyNoMounts(): Promise<string | null> {
  if (process.getuid?.() !== 0) return "only root may make mounts";
  return await run("unshare", ["--mount", "sh", "-ec", TRY]).then(
    () => null,
    () => "this machine allows no mounts",
  );
}
