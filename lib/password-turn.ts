import { AppError } from "#lib/domain/errors.ts";

/**
 * How many checks run at once. Each takes 19 MiB and a core for a while, so more would starve everything
 * else.
 */
const AT_ONCE = 4;
const WAIT_MS = 5_000;

let underWay = 0;
const waiting = new Set<() => void>();

/** Runs a password check when it is its turn. Throws AppError `unavailable` if that takes more than 5 s. */
export async function inTurn<T>(check: () => Promise<T>): Promise<T> {
  if (underWay < AT_ONCE) underWay++;
  else await myTurn();
  try {
    return await check();
  } finally {
    const [next] = waiting;
    if (next === undefined) underWay--;
    else next();
  }
}

/** Resolves when another check has ended and passes its turn on. */
function myTurn(): Promise<void> {
  return new Promise((resolve, reject) => {
    const take = () => {
      clearTimeout(timer);
      waiting.delete(take);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.delete(take);
      reject(new AppError("unavailable", "Too many sign-ins at once: try again in a few seconds."));
    }, WAIT_MS);
    waiting.add(take);
  });
}
