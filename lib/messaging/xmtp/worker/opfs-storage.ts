import { opfsDeleteFile, opfsFileExists, opfsInit } from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { EngineStorage } from "../engine/open-engine.ts";

/**
 * The engine's database in the origin private file system, under the official SDK's file name:
 * either app opens the other's store on the same origin.
 */
export function opfsStorage(
  env: string,
): EngineStorage & { erase(inboxId: InboxId): Promise<void> } {
  const path = (inboxId: InboxId) => `xmtp-${env}-${inboxId}.db3`;
  return {
    path,
    prepare: prepareOpfs,
    exists: (inboxId) => opfsFileExists(path(inboxId)),
    erase: async (inboxId) => {
      await prepareOpfs();
      await opfsDeleteFile(path(inboxId));
    },
    // The page ends the worker, and with it every file handle.
    close: async () => undefined,
  };
}

/**
 * Opens the engine's file system, once. Fails with `storage.unavailable`, for good: what the
 * engine found the first time it says for ever.
 */
export async function prepareOpfs(): Promise<void> {
  try {
    await opfsInit();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ParleyError("storage.unavailable", message, {
      cause,
      facts: { locked: /access ?handle|NoModificationAllowed|locked/i.test(message) },
    });
  }
}
