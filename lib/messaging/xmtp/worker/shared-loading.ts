import { loadEngine } from "./load-engine.ts";

type OnBytes = (loadedBytes: number) => void;

let loading: Promise<void> | undefined;
let loadedBytes = 0;
const listeners = new Set<OnBytes>();

/**
 * Loads the engine once, however many ask. Who comes while it loads is told at once how far it
 * is. One that failed is tried again by the next.
 */
export async function loadEngineOnce(onBytes: OnBytes = () => undefined): Promise<void> {
  if (loading && listeners.size > 0) onBytes(loadedBytes);
  listeners.add(onBytes);
  loading ??= loadEngine(tellAll);
  try {
    await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  } finally {
    listeners.delete(onBytes);
  }
}

function tellAll(bytes: number): void {
  loadedBytes = bytes;
  for (const onBytes of listeners) onBytes(bytes);
}
