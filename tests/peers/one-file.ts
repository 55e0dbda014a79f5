import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { buildFolder } from "../support/process.ts";

const run = promisify(execFile);

/** What the package of this machine's platform is called. */
export const NAME = `tocsin-linux-${process.arch}`;

export type Packaged = Disposable & {
  /** Where the archive, the sums and their signature are. */
  readonly dist: string;
  /** The program, out of the archive. */
  readonly file: string;
  /** The public key that belongs to the signature. */
  readonly publicKey: string;
};

/** Packages this checkout for this machine, signs with a key made for it, and unpacks the archive like an operator. */
export async function packageIt(): Promise<Packaged> {
  const folder: Folder = temporaryFolder();
  const dist = join(folder.path, "dist");
  const key = join(folder.path, "key");
  await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "releases", "-f", key]);
  const env = {
    ...process.env,
    TOCSIN_BUILD_DIR: buildFolder,
    TOCSIN_DIST_DIR: dist,
    SIGN_KEY_FILE: key,
  };
  const args = ["--disable-warning=ExperimentalWarning", "scripts/package.mjs", `linux-${process.arch}`];
  await run(process.execPath, args, { env });
  const unpacked = join(folder.path, "unpacked");
  await run("sh", ["-c", `mkdir ${unpacked} && tar -xJf ${dist}/${NAME}.tar.xz -C ${unpacked}`]);
  return {
    dist,
    file: join(unpacked, "tocsin"),
    publicKey: `${key}.pub`,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
