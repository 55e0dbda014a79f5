import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** What gains by it; pictures and fonts are compressed already. */
const packable = /\.(?:js|css|svg)$/;

/** Below it a coding saves no packet on the wire, bytes. */
const worthwhile = 1_000;

/**
 * Compresses what a build has in `static` once, as hard as it goes, into `compressed/static` beside it: the server hands
 * these files out (lib/web/http/coding/built-files.ts). `folder` is the build's, absolute.
 */
export async function compress(folder) {
  const target = join(folder, "compressed");
  rmSync(target, { recursive: true, force: true });
  const names = readdirSync(join(folder, "static"), { recursive: true }).filter((name) =>
    packable.test(name),
  );
  await Promise.all(
    names.map(async (name) => {
      const content = readFileSync(join(folder, "static", name));
      if (content.length < worthwhile) return;
      const packed = await Promise.all([asBrotli(content), packGzip(content, { level: 9 })]);
      mkdirSync(dirname(join(target, "static", name)), { recursive: true });
      for (const [index, ending] of ["br", "gz"].entries())
        writeFileSync(join(target, "static", `${name}.${ending}`), packed[index]);
    }),
  );
}

function asBrotli(content) {
  const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return packBrotli(content, {
    params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: content.length },
  });
}
