import { offlineWorker } from "../worker/offline-worker.ts";
import { readAppFiles } from "./app-files.ts";

/**
 * The service worker's script for the build in `buildDir`, or undefined when there is none. Another
 * build is another text, by which browsers notice it.
 */
export async function offlineWorkerScript(
  buildDir: string,
  lists: readonly string[],
): Promise<string | undefined> {
  const app = await readAppFiles(buildDir);
  return app && `(${offlineWorker})(self,${JSON.stringify({ ...app, lists })});`;
}
