import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StepFailed } from "../prepare/step.mjs";
import { runProcess } from "../process.mjs";
import { BUILD_ONLY } from "./content.mjs";
import { closure } from "./modules.mjs";

/**
 * The packages whose code is in the one file, as paths in package-lock.json: those that run, and those that the build
 * put into the pages.
 */
export function shippedPackages(lock, { packages: natives }) {
  const { dependencies } = lock.packages[""];
  return [...closure(lock.packages, Object.keys(dependencies), BUILD_ONLY), ...natives].sort();
}

/** The name, version and licence of each package with the texts that its authors ask to keep. `folderOf` finds it. */
export function licencesText(lock, paths, folderOf) {
  const parts = paths.map((path) => {
    const { version, license } = lock.packages[path];
    const texts = licenceFiles(folderOf(path)).map((file) => readFileSync(file, "utf8").trim());
    const title = `${nameOf(path)} ${version} (${license ?? "see below"})`;
    return [title, ...new Set(texts)].join("\n\n");
  });
  return `${INTRODUCTION}\n\n${parts.join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}

const INTRODUCTION =
  "Tocsin is under the MIT License. This file holds the licences of all software that comes in the same file.";

const nameOf = (path) => path.replace(/^.*node_modules\//, "");

/** Also those of what a package itself has bundled, as Next does. */
function licenceFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(?:licen[cs]e|notice|copying)(?:\.|-|$)/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.slice(folder.length).includes("/node_modules/"))
    .sort();
}

/** A list of these packages in CycloneDX's JSON, as npm describes them. */
export async function billOfMaterials(lock, paths) {
  const args = ["sbom", "--package-lock-only", "--sbom-type", "application", "--sbom-format", "cyclonedx"];
  const { code, output } = await runProcess("npm", args, { output: "keep" });
  if (code !== 0) throw new StepFailed(`npm sbom failed: ${output}`, code);
  const bill = JSON.parse(output.slice(output.indexOf("{")));
  // npm names it after the folder of the checkout.
  const component = { ...bill.metadata.component, name: lock.packages[""].name };
  const shipped = new Set(paths.map((path) => `${nameOf(path)}@${lock.packages[path].version}`));
  const components = bill.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
  const known = new Set([component, ...components].map((one) => one["bom-ref"]));
  const dependencies = bill.dependencies
    .filter(({ ref }) => known.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) }));
  const metadata = { ...bill.metadata, component };
  return `${JSON.stringify({ ...bill, metadata, components, dependencies }, null, 2)}\n`;
}
