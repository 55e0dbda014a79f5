/*
 * What the one file runs first: it unpacks the runtime and the app once, checks them at every start, and then
 * becomes that runtime, as the same process.
 */
const { writeSync, openSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { isWhole } = require("./files.cjs");
const { readList } = require("./list.cjs");
const { refuseNoExec, unpack } = require("./unpack.cjs");

const [first, ...more] = process.argv.slice(2);
const starts = first === undefined || first === "start";

function main() {
  const file = openSync(process.execPath, "r");
  const { list, sha256 } = readList(file);
  if (first === "--version") return console.log(list.version);
  const folder = join(
    resolve(setting("UNPACK_DIR") ?? join(setting("DATA_DIR") ?? "data", "runtime")),
    sha256,
  );
  if (!isWhole(folder, list)) unpack(file, list, folder);
  refuseNoExec(folder);
  become(folder, starts ? list.start : list.command, starts ? more : process.argv.slice(2));
}

/** An empty variable counts as unset, as everywhere (lib/env-source.ts). */
function setting(name) {
  return process.env[name] || undefined;
}

/** Replaces this program in its process: the id stays, and signals reach the app itself. */
function become(folder, { env, options, program }, args) {
  const app = join(folder, "app");
  const filled = options.map((option) => option.replace(/^\.\//, `${app}/`));
  process.execve(join(folder, "tocsin"), [process.execPath, ...filled, join(app, program), ...args], {
    ...process.env,
    ...env,
  });
}

/** As a line of the log when it should start the app, else as text for the person at the terminal. */
function refuse(error) {
  const msg = starts ? `Tocsin can't start: ${error.message}` : error.message;
  const line = { level: 60, time: new Date().toISOString(), part: "server", msg };
  writeSync(2, `${starts ? JSON.stringify(line) : msg}\n`);
  process.exitCode = 1;
}

try {
  main();
} catch (error) {
  refuse(error);
}
