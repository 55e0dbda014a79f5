import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { runStep, StepFailed } from "../prepare/step.mjs";
import { root } from "../process.mjs";

/** Higher levels take several times as long and save less than a tenth. */
const XZ = "xz --threads=0 -2";

/** For a service and a proxy, by their paths from the root. */
const DEPLOYED = ["tocsin.service", "tocsinctl", "nginx.conf", "Caddyfile"].map((name) => `deploy/${name}`);

/**
 * Packs the executable, under the name `tocsin`, with the texts and deploy/ beside it as `<executable>.tar.xz`.
 * `texts` are contents by their name.
 */
export async function packArchive(executable, texts) {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-package-"));
  const archive = `${executable}.tar.xz`;
  try {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    const args = [
      `--use-compress-program=${XZ}`,
      ...["--owner=0", "--group=0", "--numeric-owner", "--mode=a+rX,u+w,go-w"],
      `--transform=s|^${basename(executable)}$|tocsin|`,
      ...["-cf", `${archive}.partial`, "-C", dirname(executable), basename(executable)],
      ...["-C", folder, ...Object.keys(texts)],
      ...["-C", root, ...DEPLOYED],
    ];
    await runStep("Compressing", "tar", args, { hint: "It takes GNU tar and xz (Debian's xz-utils)." });
    renameSync(`${archive}.partial`, archive);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${archive}.partial`, { force: true });
  }
}

const SUMS = "SHA256SUMS";

/** Writes SHA256SUMS over all that is in `dist`, as `sha256sum --check` reads it. A signature of former sums goes. */
export function writeSums(dist) {
  const lines = readdirSync(dist)
    .filter((name) => /^tocsin-[^.]+(?:\.tar\.xz)?$/.test(name))
    .sort()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(dist, name)))
          .digest("hex")}  ${name}\n`,
    );
  rmSync(join(dist, `${SUMS}.sig`), { force: true });
  writeFileSync(join(dist, SUMS), lines.join(""));
}

/** Signs SHA256SUMS with an SSH key, as SHA256SUMS.sig. */
export async function signSums(dist, keyFile) {
  const args = ["-Y", "sign", "-f", keyFile, "-n", "file", join(dist, SUMS)];
  try {
    await runStep("Signing", "ssh-keygen", args, { hint: "SIGN_KEY_FILE names a private key of SSH." });
  } catch (error) {
    if (error instanceof StepFailed) rmSync(join(dist, `${SUMS}.sig`), { force: true });
    throw error;
  }
}
