/**
 * What asks a process to end itself in order. Windows has no SIGTERM; its Ctrl-Break is there beside
 * Ctrl-C. SIGHUP is left alone: who starts the stack with `nohup` wants it to stay.
 */
export function stopSignals(platform = process.platform): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM"];
}
