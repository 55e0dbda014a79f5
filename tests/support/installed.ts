import { execFileSync } from "node:child_process";

/**
 * A command that starts: the one on PATH, else, as root on Debian, the one of that package, which is installed.
 * Throws with what to do if there is none.
 */
export function installedCommand(name: string, debianPackage: string, argument = "--version"): string {
  if (runs(name, argument)) return name;
  if (process.getuid?.() === 0 && runs("apt-get", "--version")) {
    const options = {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: "ignore",
    } as const;
    execFileSync("apt-get", ["update"], options);
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", debianPackage], options);
    if (runs(name, argument)) return name;
  }
  throw new Error(`This is tested with ${name}: install it so that \`${name}\` is on PATH.`);
}

function runs(program: string, argument: string): boolean {
  try {
    execFileSync(program, [argument], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
