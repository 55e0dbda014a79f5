/**
 * What npm runs, for the launcher: `start` from the script of that name and `command` from `tocsin`, each as
 * `{ env, options, program }`. `scripts` is that member of package.json. A script reads
 * "… exec env NAME=value … node OPTIONS PROGRAM"; the program is JavaScript in the one file.
 */
export const programsOf = (scripts) => ({
  start: programOf(scripts.start),
  command: programOf(scripts.tocsin),
});

function programOf(script) {
  const [, variables, args] = /exec env ((?:\w+=\S+ )*)node (.+)$/.exec(script) ?? [];
  if (args === undefined) throw new Error(`package.json has a script of another form: ${script}`);
  const words = args.split(" ");
  return {
    env: {
      ...Object.fromEntries(variables.trim().split(" ").filter(Boolean).map(pair).filter(isSafe)),
      TOCSIN_BUILD_DIR: ".next",
    },
    options: words.slice(0, -1),
    program: words.at(-1).replace(/\.ts$/, ".js"),
  };
}

const pair = (variable) => variable.split("=");

/** What V8 keeps is code that runs and that no list of hashes vouches for: the one file goes without it. */
const isSafe = ([name]) => name !== "NODE_COMPILE_CACHE";
