import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { runStep, StepFailed, say } from "./prepare/step.mjs";
import { runProcess } from "./process.mjs";

const namesOnPath = ["google-chrome-stable", "google-chrome", "chrome", "chromium", "chromium-browser"];
const fixedPlaces = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/**
 * Finds a Chrome or Chromium that starts: Playwright's own, else the system's, else one that it installs,
 * with Playwright or, as root on Debian, as a package. Throws with what to do if all of these fail.
 */
export async function findBrowser() {
  return (await present()) ?? (await downloaded()) ?? (await packaged()) ?? missing();
}

async function present() {
  for (const path of [chromium.executablePath(), ...onPath(namesOnPath), ...fixedPlaces]) {
    if (existsSync(path) && (await starts(path))) return path;
  }
  return undefined;
}

/**
 * Whether the browser starts. It may exist and still not start, such as a snap's placeholder or a download
 * without its libraries.
 */
async function starts(path) {
  const { code } = await runProcess(path, ["--version"], { output: "keep", timeoutMs: 30_000 });
  return code === 0;
}

async function downloaded() {
  return attempt("Installing Playwright's Chromium", [["playwright", "install", "chromium"]]);
}

async function packaged() {
  const asRoot = process.getuid?.() === 0;
  if (!asRoot || onPath(["apt-get"]).length === 0) return undefined;
  return attempt("Installing Debian's chromium package", [
    ["apt-get", "update"],
    ["apt-get", "install", "-y", "chromium"],
  ]);
}

async function attempt(title, commands) {
  try {
    for (const [program, ...args] of commands) {
      await runStep(`${title} (${program} ${args[0]})`, program, args, {
        env: { DEBIAN_FRONTEND: "noninteractive" },
        hint: "Trying the next way to get a browser.",
      });
    }
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
  }
  return present();
}

function missing() {
  throw new StepFailed(
    "The end-to-end tests need a Chrome or Chromium and none could be installed. " +
      "Install one so that `chromium` or `google-chrome` is on PATH, and run `npm test -- e2e`.",
    1,
  );
}

function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
