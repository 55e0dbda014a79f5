import { readdirSync, readFileSync } from "node:fs";
import { counter, type Family, gauge } from "./exposition.ts";

/** The metrics of the process and of Node.js, with the names that Prometheus' own clients use. */
export function processFamilies(): Family[] {
  const { user, system } = process.cpuUsage();
  const { rss, external, arrayBuffers } = process.memoryUsage();
  return [
    counter("process_cpu_user_seconds_total", "User CPU time of the process.", user / 1e6),
    counter("process_cpu_system_seconds_total", "System CPU time of the process.", system / 1e6),
    counter("process_cpu_seconds_total", "CPU time of the process.", (user + system) / 1e6),
    gauge("process_start_time_seconds", "When the process started, s since 1970.", STARTED_AT_S),
    gauge("process_resident_memory_bytes", "Resident memory of the process.", rss),
    ...openFiles(),
    gauge("nodejs_external_memory_bytes", "Memory of the HTTP thread outside of its heap.", external),
    gauge("nodejs_array_buffers_bytes", "The part of nodejs_external_memory_bytes in buffers.", arrayBuffers),
    gauge("nodejs_version_info", "The version of Node.js.", [
      { labels: { version: process.version }, value: 1 },
    ]),
  ];
}

const STARTED_AT_S = Math.round(Date.now() / 1_000 - process.uptime());

/** Only Linux tells these, in /proc. */
function openFiles(): Family[] {
  try {
    const open = readdirSync("/proc/self/fd").length;
    const [, most = ""] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return [
      gauge("process_open_fds", "Open files and connections.", open),
      gauge("process_max_fds", "The most files and connections that may be open.", Number(most)),
    ];
  } catch {
    return [];
  }
}
