/** Long enough for the server to be there for who waits for it. */
const AFTER_START_MS = 10_000;

/** Next calls it once, before the server answers anybody: nothing is loaded here yet. */
export function register(): void {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  setTimeout(async () => {
    const { goOnSweeping } = await import("./app/server-wiring.ts");
    await goOnSweeping();
  }, AFTER_START_MS).unref();
}
