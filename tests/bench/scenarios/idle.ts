import { cpuOf, totalOf } from "../cpu.ts";
import { memoryOf, startInstallation } from "../installation.ts";
import type { Scenario } from "../report.ts";

const SECONDS = 30;

export const idle: Scenario = {
  name: "idle",
  title: "memory of the started app, and its CPU over 30 s without work",
  async run({ progress }) {
    await using installation = await startInstallation();
    const { pid } = installation.tocsin;
    progress("waiting until the start is over");
    await pause(5);
    const before = totalOf(cpuOf(pid));
    progress(`${SECONDS} s without work`);
    await pause(SECONDS);
    const used = (totalOf(cpuOf(pid)) - before) / 1e9;
    const scenario = "idle";
    return [
      { scenario, figure: "memory", value: memoryOf(pid).now, unit: "MiB" },
      { scenario, figure: "CPU of one core", value: (used / SECONDS) * 100, unit: "%" },
    ];
  },
};

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
