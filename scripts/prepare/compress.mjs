import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** The files worth compressing: pictures and fonts are compressed already. */
const packable = /\.(?:js|css|svg)$/;

/** The least size that is compressed, bytes: a smaller file fits one packet anyway. */
const worthwhile = 1_000;

/**
 * Compresses the files in a build's `static` once, at the highest level, into `compressed/static` beside it.
 * The server sends these files (lib/web/http/coding/built-files.ts). `folder` is the build's, absolute.
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
