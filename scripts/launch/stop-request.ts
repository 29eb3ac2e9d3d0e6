import { watchForOrphaning } from "../bootstrap/orphan-watch.mjs";

/**
 * Calls `stop` once, when somebody wants this process to end: Ctrl-C, a signal, the terminal
 * closed, or whoever started it killed outright.
 */
export function onStopRequested(stop: () => void): void {
  let requested = false;
  const request = () => {
    if (requested) return;
    requested = true;
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, request);
  // Started again in another Node: that process holds the other end of a channel.
  process.on("disconnect", request);
  process.channel?.unref();
  watchForOrphaning(request);
}
