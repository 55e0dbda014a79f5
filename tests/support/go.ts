import { execFileSync } from "node:child_process";

/**
 * The `go` command: the one on PATH, else, as root on Debian, the package's. Throws with what to do if there
 * is none.
 */
export function goCommand(): string {
  if (runs("go")) return "go";
  if (process.getuid?.() === 0 && runs("apt-get", "--version")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update"], { env, stdio: "ignore" });
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "golang-go"], {
      env,
      stdio: "ignore",
    });
    if (runs("go")) return "go";
  }
  throw new Error("The snippet for Go is tested with Go: install it so that `go` is on PATH.");
}

function runs(program: string, argument = "version"): boolean {
  try {
    execFileSync(program, [argument], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
