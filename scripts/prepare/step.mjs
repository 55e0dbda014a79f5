import { runProcess } from "../process.mjs";

/** A failed step of the preparation. `exitCode` is that of the failing program. */
export class StepFailed extends Error {
  exitCode;

  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Prints a line for the person at the terminal, on stderr: stdout belongs to the program that is being
 * prepared.
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one program as a step: `title … 12.3 s`. Its output is shown only if it fails, followed by the hint.
 */
export async function runStep(title, program, args, { env, hint }) {
  const startedAt = performance.now();
  process.stderr.write(`${title} … `);
  let result;
  try {
    result = await runProcess(program, args, { env, output: "keep" });
  } catch (stopped) {
    say("stopped");
    throw stopped;
  }
  if (result.code !== 0) {
    say("failed");
    say(result.output.trimEnd());
    throw new StepFailed(`${title} failed with exit code ${result.code}. ${hint}`, result.code);
  }
  say(`${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
