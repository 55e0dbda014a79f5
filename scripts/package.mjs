// Makes dist/tocsin-<platform>, its .tar.xz and SHA256SUMS: `npm run package`, or `npm run package -- linux-x64`
// for one platform alone. With SIGN_KEY_FILE, a private key of SSH, the sums are signed too.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { contentOf } from "./package/content.mjs";
import { writeExecutable } from "./package/executable.mjs";
import { billOfMaterials, licencesText, shippedPackages } from "./package/licences.mjs";
import { nativePackage } from "./package/native-packages.mjs";
import { platforms } from "./package/platforms.mjs";
import { programsOf } from "./package/programs.mjs";
import { packArchive, signSums, writeSums } from "./package/release.mjs";
import { StepFailed, say } from "./prepare/step.mjs";
import { root, Stopped } from "./process.mjs";

const buildFolder = process.env.TOCSIN_BUILD_DIR || ".next";
const dist = resolve(root, process.env.TOCSIN_DIST_DIR || "dist");
const { version, scripts } = readJson("package.json");
const lock = readJson("package-lock.json");

try {
  mkdirSync(dist, { recursive: true });
  for (const platform of chosen(process.argv.slice(2))) await make(platform);
  writeSums(dist);
  if (process.env.SIGN_KEY_FILE) await signSums(dist, process.env.SIGN_KEY_FILE);
} catch (error) {
  if (!(error instanceof StepFailed || error instanceof Stopped)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}

function readJson(name) {
  return JSON.parse(readFileSync(join(root, name), "utf8"));
}

function chosen(names) {
  const unknown = names.find((name) => !platforms.some((platform) => platform.name === name));
  if (unknown === undefined)
    return platforms.filter(({ name }) => names.length === 0 || names.includes(name));
  throw new StepFailed(
    `There is no platform ${unknown}: ${platforms.map(({ name }) => name).join(", ")}.`,
    2,
  );
}

async function make(platform) {
  const natives = await nativesOf(platform);
  const [runtime, ...addOns] = platform.packages;
  const content = contentOf({
    platform,
    lock,
    buildFolder,
    natives: new Map(addOns.map((path) => [path, natives.get(path)])),
  });
  const executable = join(dist, `tocsin-${platform.name}`);
  const node = join(natives.get(runtime), "bin", "node");
  await writeExecutable(executable, { node, content, version, programs: programsOf(scripts) });
  tell(executable);
  await packArchive(executable, await textsOf(platform, natives));
  tell(`${executable}.tar.xz`);
}

async function nativesOf({ packages }) {
  const cache = join(root, "node_modules", ".cache", "tocsin-package");
  const folders = new Map();
  for (const path of packages) folders.set(path, await nativePackage(path, lock, cache));
  return folders;
}

async function textsOf(platform, natives) {
  const paths = shippedPackages(lock, platform);
  return {
    "THIRD-PARTY-LICENCES.txt": licencesText(lock, paths, (path) => natives.get(path) ?? join(root, path)),
    "sbom.cdx.json": await billOfMaterials(lock, paths),
  };
}

function tell(file) {
  say(`${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
}
