import { parentPort, workerData } from "node:worker_threads";
import { makeDataFolder } from "#lib/data-folder/make.ts";

/** A thread that makes folders at the same moment as the others; posts what went wrong. */
export type MakerData = { folders: string[]; makers: number; arrived: Int32Array };

const { folders, makers, arrived }: MakerData = workerData;
const faults: string[] = [];
for (const [round, folder] of folders.entries()) {
  Atomics.add(arrived, 0, 1);
  while (Atomics.load(arrived, 0) < (round + 1) * makers);
  try {
    makeDataFolder(folder);
  } catch (error) {
    faults.push(String(error));
  }
}
parentPort?.postMessage(faults);
