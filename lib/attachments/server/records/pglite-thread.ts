import { once } from "node:events";
import { Duplex } from "node:stream";
import { Worker } from "node:worker_threads";
import { ParleyError } from "@/lib/errors/base.ts";
import type { PgliteBegun } from "./pglite-protocol.ts";

/** A connection to the embedded Postgres. */
export type PgliteConnection = {
  /** What the client of Postgres writes to; when the thread behind it has ended, of a new one. */
  socket(): Promise<Duplex>;
  close(): Promise<void>;
};

/**
 * The embedded Postgres in a thread of its own, whose data is in `folder`. Fails with
 * `archive.records-in-use` when another process has it open, and `archive.no-records`.
 */
export async function openPglite(folder: string): Promise<PgliteConnection> {
  let socket = await connect(folder);
  return {
    async socket() {
      // A client that is refused its socket would ask for none again.
      if (socket.destroyed) socket = await connect(folder).catch(brokenSocket);
      return socket;
    },
    async close() {
      if (socket.destroyed) return;
      const isClosed = once(socket, "close");
      socket.end();
      await isClosed;
    },
  };
}

/** Breaks as soon as it is written to, by that error. */
function brokenSocket(error: Error): Duplex {
  return new Duplex({ read() {}, write: (_bytes, _, done) => done(error) });
}

async function connect(folder: string): Promise<Duplex> {
  return (await open(folder)) ?? (await open(folder)) ?? fail(folder, "it is made again and again");
}

/** Undefined when the database was made first, by a thread that is over. */
async function open(folder: string): Promise<Duplex | undefined> {
  const worker = new Worker(new URL("./pglite.worker.ts", import.meta.url), {
    workerData: { folder },
  });
  // The server may end while nobody asks anything.
  worker.unref();
  const begun = await begin(worker);
  if (begun.kind === "ready") return toSocket(worker);
  await worker.terminate();
  if (begun.kind === "made") return undefined;
  if (begun.kind === "in-use") throw inUse(folder);
  return fail(folder, begun.message);
}

function fail(folder: string, why: string): never {
  throw new ParleyError("archive.no-records", `The database in ${folder}: ${why}`);
}

async function begin(worker: Worker): Promise<PgliteBegun> {
  try {
    const [begun] = await once(worker, "message");
    return begun;
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

function inUse(folder: string): ParleyError {
  return new ParleyError(
    "archive.records-in-use",
    `Another Parley has ${folder} open. Stop it, set PARLEY_DATA_DIR to another folder, or let both use a Postgres server (DATABASE_URL).`,
  );
}

/** What the client of Postgres takes for a socket. */
function toSocket(worker: Worker): Duplex {
  const socket = new Duplex({
    read() {},
    write(bytes: Buffer, _, done) {
      worker.postMessage(Uint8Array.from(bytes));
      done();
    },
    final(done) {
      worker.postMessage("close");
      done();
    },
    destroy(error, done) {
      worker.terminate().then(() => done(error));
    },
  });
  worker.on("message", (bytes: Uint8Array) => {
    socket.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  worker.on("error", (error) => socket.destroy(error));
  worker.on("exit", () => socket.destroy());
  return socket;
}
