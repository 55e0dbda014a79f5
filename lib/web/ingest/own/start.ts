import { Worker } from "node:worker_threads";
import { OwnMapper, setOwnMappers } from "./mapper.ts";

/** A mapping needs a few MB beside the body; what grows beyond is ended instead of the process. */
const LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

const spawn = (): Worker =>
  new Worker(new URL("./worker.ts", import.meta.url), { name: "sources", resourceLimits: LIMITS });

/**
 * Gives sources of one's own their threads, which start with their first post. What admins try runs apart, so
 * that it delays no post. The returned function ends the threads.
 */
export function startOwnMappers(): () => Promise<void> {
  const mappers = { posts: new OwnMapper(spawn), trials: new OwnMapper(spawn) };
  setOwnMappers(mappers);
  return async () => {
    await Promise.all([mappers.posts.end(), mappers.trials.end()]);
  };
}
