// Runs before every npm script, with whatever Node.js the host has: see "scripts" in package.json.
import { build } from "./prepare/build.mjs";
import { install } from "./prepare/install.mjs";
import { checkRuntime } from "./prepare/runtime.mjs";
import { StepFailed, say } from "./prepare/step.mjs";
import { Stopped } from "./process.mjs";

const installAndBuild = [install, checkRuntime, () => build(process.env.TOCSIN_BUILD_DIR || ".next")];

const steps = {
  start: installAndBuild,
  bench: installAndBuild,
  package: installAndBuild,
  dev: [install, checkRuntime],
  // The tests build into their own folder, when they reach a suite that needs it.
  test: [install, checkRuntime],
  cli: [install, checkRuntime],
  docs: [install, checkRuntime],
};

const mode = process.argv[2];
if (!Object.hasOwn(steps, mode)) {
  say(`Usage: node scripts/prepare.mjs ${Object.keys(steps).join(" | ")}`);
  process.exit(2);
}

try {
  for (const step of steps[mode]) await step();
} catch (error) {
  if (!(error instanceof StepFailed || error instanceof Stopped)) throw error;
  say(error.message);
  process.exit(error.exitCode);
}
