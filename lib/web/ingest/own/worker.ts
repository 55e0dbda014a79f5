import { parentPort } from "node:worker_threads";
import type { MapJob, WorkerMessage } from "./job.ts";
import { type CompiledMapping, compileMapping, mapBody } from "./map-body.ts";

/* The thread in which expressions of sources run: one that takes too long is ended with it. */

if (parentPort === null) throw new Error("Sources of one's own are mapped in a worker thread.");
const port = parentPort;

/** More than an installation has sources: those being tried on their pages are the rest. */
const KEPT = 500;
const compiled = new Map<string, CompiledMapping>();

port.on("message", ({ mapping, ...post }: MapJob) => {
  const began = performance.now();
  const result = mapBody(post, compiledMapping(mapping));
  tell({ result, tookMs: performance.now() - began });
});
tell("ready");

function tell(message: WorkerMessage): void {
  port.postMessage(message);
}

function compiledMapping(mapping: MapJob["mapping"]): CompiledMapping {
  const text = JSON.stringify(mapping);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  if (compiled.size >= KEPT) compiled.clear();
  const made = compileMapping(mapping);
  compiled.set(text, made);
  return made;
}
