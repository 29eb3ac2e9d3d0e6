import { copyFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { LocalStackError } from "../errors.ts";
import type { KeepingPart } from "../snapshots/part.ts";
import { stagedFor } from "../snapshots/staged-folder.ts";
import { GENESIS, stateFile, stateOptions } from "./chain-state.ts";
import { type ChainOptions, type LocalChain, startChain } from "./start-chain.ts";

const FILE = "state.json";

/** A local chain that goes on from another state when it is told to, at the same address. */
export type KeptChain = LocalChain & Pick<KeepingPart, "save" | "stage">;

/** The chain of {@link startChain}, which throws as that does. */
export async function startKeptChain(options: ChainOptions): Promise<KeptChain> {
  let chain = await startChain(options);
  const { url } = chain;
  const port = Number(new URL(url).port);
  return {
    url,
    close: () => chain.close(),
    async save(folder) {
      await writeFile(join(folder, FILE), await dumpState(url), { flush: true });
    },
    async stage(folder) {
      const source = folder ? join(folder, FILE) : GENESIS;
      // Fails before anything changes for what is no state.
      JSON.parse(await readFile(source, "utf8"));
      const kept = options.folder && stateFile(options.folder);
      const staged = options.folder
        ? stagedFor(options.folder)
        : join(tmpdir(), `parley-chain-${process.pid}-${port}.json`);
      await copyFile(source, staged);
      return {
        abort: () => rm(staged, { force: true }),
        async commit() {
          await chain.close();
          // anvil writes what it keeps when it ends, so only now.
          if (kept) await rename(staged, kept);
          const state = kept ? stateOptions(options.folder) : ["--load-state", staged];
          chain = await startChain({ ...options, port, state });
          await rm(staged, { force: true });
        },
      };
    },
  };
}

/** What anvil keeps, with the states of earlier blocks, at which signatures were verified. */
async function dumpState(url: string): Promise<Buffer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "anvil_dumpState", params: [true] }),
  });
  const { result } = (await response.json()) as { result?: string };
  if (!result?.startsWith("0x")) throw new LocalStackError("The chain did not give its state.");
  return promisify(gunzip)(Buffer.from(result.slice(2), "hex"));
}
