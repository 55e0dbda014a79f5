// Makes tocsin-<platform>, its .tar.xz and SHA256SUMS in dist/, or in TOCSIN_DIST_DIR: `npm run package`, or
// `npm run package -- linux-x64` for one platform alone. With SIGN_KEY_FILE, a private key of SSH, it signs the sums.
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readCheckout } from "./package/checkout.mjs";
import { billOfMaterials, licencesText, shippedPackages } from "./package/licences.mjs";
import { makeExecutable } from "./package/make-executable.mjs";
import { platforms } from "./package/platforms.mjs";
import { packArchive, signSums, writeSums } from "./package/release.mjs";
import { StepFailed, say } from "./prepare/step.mjs";
import { root, Stopped } from "./process.mjs";

const dist = resolve(root, process.env.TOCSIN_DIST_DIR || "dist");

try {
  mkdirSync(dist, { recursive: true });
  const checkout = readCheckout(process.env.TOCSIN_BUILD_DIR || ".next");
  for (const platform of chosen(process.argv.slice(2))) await release(platform, checkout);
  writeSums(dist);
  if (process.env.SIGN_KEY_FILE) await signSums(dist, process.env.SIGN_KEY_FILE);
} catch (error) {
  if (!(error instanceof StepFailed || error instanceof Stopped)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
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

async function release(platform, checkout) {
  const executable = join(dist, `tocsin-${platform.name}`);
  const natives = await makeExecutable(executable, platform, checkout);
  tell(executable);
  const { lock } = checkout;
  const paths = shippedPackages(lock, platform);
  await packArchive(executable, {
    "THIRD-PARTY-LICENCES.txt": licencesText(lock, paths, (path) => natives.get(path) ?? join(root, path)),
    "sbom.cdx.json": await billOfMaterials(lock, paths),
  });
  tell(`${executable}.tar.xz`);
}

function tell(file) {
  say(`${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
}
