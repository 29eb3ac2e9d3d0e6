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
  if (!("storage" in navigator && "getDirectory" in navigator.storage)) {
    // The engine would end its worker over it.
    throw new ParleyError("storage.unavailable", "This browser has no such file system");
  }
  try {
    await opfsInit();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const isOfHandles = /access ?handle|NoModificationAllowed|locked/i.test(message);
    throw new ParleyError("storage.unavailable", message, {
      cause,
      facts: { locked: isOfHandles && (await givesHandles()) },
    });
  }
}

/** What a handle can do in workers (WHATWG File System), of which the library for pages knows nothing. */
type WorkerFileHandle = { createSyncAccessHandle(): Promise<{ close(): void }> };

/**
 * Whether somebody else has the handles, or nobody gets any: of a file that is new, one is free. What
 * can't be found out (a full disk) counts as theirs, which is tried again.
 */
async function givesHandles(): Promise<boolean> {
  const name = `parley-trial-${crypto.randomUUID()}`;
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle(name, { create: true }).catch(() => undefined);
  if (!file) return true;
  const gives = await (file as unknown as WorkerFileHandle).createSyncAccessHandle().then(
    (handle) => {
      handle.close();
      return true;
    },
    () => false,
  );
  await folder.removeEntry(name).catch(() => undefined);
  return gives;
}
