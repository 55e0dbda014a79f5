import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { runStep, StepFailed, say } from "./prepare/step.mjs";
import { runProcess } from "./process.mjs";

/** Chromium without windows, as Debian packages it: the same engine, and a third less CPU. */
const shell = "chromium-headless-shell";
const namesOnPath = ["google-chrome-stable", "google-chrome", "chrome", "chromium", "chromium-browser"];
const fixedPlaces = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/**
 * Finds a Chrome or Chromium that starts: one without windows, which it installs as root on Debian; else
 * Playwright's own, the system's, or one that it installs, with Playwright or as a package. Throws with what to do
 * if all of these fail.
 */
export async function findBrowser() {
  return (
    (await shellPresent()) ??
    (await packaged(shell, shellPresent)) ??
    (await present()) ??
    (await attempt("Installing Playwright's Chromium", [["playwright", "install", "chromium"]], present)) ??
    (await packaged("chromium", present)) ??
    missing()
  );
}

const shellPresent = () => firstThatStarts(onPath([shell]));

const present = () => firstThatStarts([chromium.executablePath(), ...onPath(namesOnPath), ...fixedPlaces]);

async function firstThatStarts(paths) {
  for (const path of paths) {
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

async function packaged(name, found) {
  const asRoot = process.getuid?.() === 0;
  if (!asRoot || onPath(["apt-get"]).length === 0) return undefined;
  const commands = [
    ["apt-get", "update"],
    ["apt-get", "install", "-y", name],
  ];
  return attempt(`Installing Debian's package ${name}`, commands, found);
}

/** Runs the commands, and says what failed. Returns what is found then, if anything is. */
async function attempt(title, commands, found) {
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
  return found();
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
