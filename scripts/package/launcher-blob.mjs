import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "../prepare/runtime.mjs";
import { StepFailed } from "../prepare/step.mjs";
import { root, runProcess } from "../process.mjs";

/** The launcher as Node.js embeds it: https://nodejs.org/api/single-executable-applications.html. */
export async function launcherBlob() {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-package-"));
  try {
    const configuration = join(folder, "sea.json");
    const output = join(folder, "launcher.blob");
    const main = join(folder, "launcher.cjs");
    writeFileSync(main, oneScript());
    writeFileSync(configuration, JSON.stringify({ main, output, ...OPTIONS }));
    const args = ["--experimental-sea-config", configuration];
    const { code, output: said } = await runProcess(runtime(), args, { output: "keep" });
    if (code !== 0) throw new StepFailed(`Node.js could not embed the launcher: ${said}`, code);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PARTS = ["launcher.cjs", "unpack.cjs", "files.cjs", "list.cjs"];

/** The launcher's parts as one script: the embedded one can require nothing but Node's own modules. */
function oneScript() {
  const parts = PARTS.map((name) => {
    const text = readFileSync(join(root, "scripts", "package", "launcher", name), "utf8");
    return `${JSON.stringify(`./${name}`)}: (module, require) => {\n${text}}`;
  });
  return `const parts = {\n${parts.join(",\n")}\n};\nconst loaded = {};\n${take};\ntake("./launcher.cjs");\n`;
}

/** Runs in that script, as its `require`: a part is loaded once. */
function take(name) {
  if (parts[name] === undefined) return require(name);
  if (loaded[name] === undefined) {
    loaded[name] = { exports: {} };
    parts[name](loaded[name], take);
  }
  return loaded[name].exports;
}

/** NODE_OPTIONS is for the app's runtime, not for the launcher. A cache or snapshot would fit one platform only. */
const OPTIONS = {
  disableExperimentalSEAWarning: true,
  useSnapshot: false,
  useCodeCache: false,
  execArgvExtension: "none",
};

const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:";

/** Where the byte is that says whether a runtime runs its embedded script: "0" or "1". */
export function fusePlace(runtimeBytes) {
  const at = runtimeBytes.indexOf(FUSE) + FUSE.length;
  const isOnlyOne = at >= FUSE.length && runtimeBytes.indexOf(FUSE, at) === -1;
  if (!isOnlyOne || runtimeBytes[at] !== "0".charCodeAt(0))
    throw new StepFailed("This Node.js can't be made one file: its switch isn't where it should be.", 1);
  return at;
}
