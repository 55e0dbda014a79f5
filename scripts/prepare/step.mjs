import { runProcess } from "../process.mjs";

/** A step of the preparation failed; `exitCode` is the failing program's own. */
export class StepFailed extends Error {
  exitCode;

  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Tells the person at the terminal; on stderr, because stdout belongs to the program that is being prepared. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one program as a step: `title … 12.3 s`. What the program says is shown only when it fails,
 * followed by the hint.
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
