/**
 * Loaded first into every process that the launcher starts (`node --import`): when the launcher
 * is gone, even by `kill -9`, its channel closes and the process ends itself the usual way.
 *
 * Next hands this import on to workers of its own, whose channels are none of our business:
 * hence the launcher's process id in the address.
 */
const GRACE_MS = 3000;
const launcherId = Number(new URL(import.meta.url).searchParams.get("launcher"));

if (process.ppid === launcherId) {
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // A listener would otherwise keep a process alive that has nothing left to do.
  process.channel?.unref();
}
