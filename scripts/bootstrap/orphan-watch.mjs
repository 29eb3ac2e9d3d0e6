import { readFileSync } from "node:fs";

const CHECK_MS = 500;

/**
 * Calls `onOrphaned` when the npm that started this process is gone. npm ends its shell and not
 * what runs in it, and a killed npm ends nothing, so nobody else would tell us.
 * @param {() => void} onOrphaned
 */
export function watchForOrphaning(onOrphaned) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const family = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === family) return;
    clearInterval(timer);
    onOrphaned();
  }, CHECK_MS);
  timer.unref();
}

/** The shell that npm put between and, where the system tells (Linux), npm itself. */
function ancestors() {
  try {
    // proc(5): "pid (name) state ppid …", and the name may hold anything but is last in brackets.
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")")).split(" ")[2]}`;
  } catch {
    return String(process.ppid);
  }
}
