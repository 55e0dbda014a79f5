import { join } from "node:path";
import { root } from "../process.mjs";
import { contentOf } from "./content.mjs";
import { writeExecutable } from "./executable.mjs";
import { nativePackage } from "./native-packages.mjs";

/**
 * Makes the one file for a platform, which may be another one than this machine's. `checkout` is that of
 * `readCheckout`. Resolves with the folders of the platform's native packages, by their path.
 */
export async function makeExecutable(target, platform, { lock, buildFolder, version, programs }) {
  const natives = await nativesOf(platform, lock);
  const [runtime, ...addOns] = platform.packages;
  const content = contentOf({
    platform,
    lock,
    buildFolder,
    natives: new Map(addOns.map((path) => [path, natives.get(path)])),
  });
  const node = join(natives.get(runtime), "bin", "node");
  await writeExecutable(target, { node, content, version, programs });
  return natives;
}

async function nativesOf({ packages }, lock) {
  const cache = join(root, "node_modules", ".cache", "tocsin-package");
  const folders = new Map();
  for (const path of packages) folders.set(path, await nativePackage(path, lock, cache));
  return folders;
}
