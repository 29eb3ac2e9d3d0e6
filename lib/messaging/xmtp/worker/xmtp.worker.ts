/** The module worker that owns the engine and its database: both would block a page. */

import { ParleyError } from "@/lib/errors/base.ts";
import { newsListener } from "../../core/stream-news.ts";
import type { Unsubscribe } from "../../ports/host.ts";
import type { OpenedClient } from "../../ports/open-client.ts";
import type { XmtpClient } from "../../ports/xmtp-client.ts";
import { isEnginePanic } from "../engine/engine-error.ts";
import { type EngineStorage, openEngine } from "../engine/open-engine.ts";
import { steadfastFetch } from "../engine/steadfast-fetch.ts";
import { ENGINE_BYTES } from "./load-engine.ts";
import { opfsStorage, prepareOpfs } from "./opfs-storage.ts";
import type {
  ClientIdentity,
  OpenAnswer,
  PlainCall,
  WorkerEvent,
  WorkerNews,
  WorkerReply,
  WorkerRequest,
} from "./protocol.ts";
import { loadEngineOnce } from "./shared-loading.ts";
import { toWireError } from "./wire-error.ts";
import { holdLife } from "./worker-life.ts";

type Emit = (event: WorkerEvent) => void;

/** For a session that its person wants to end with the tab. */
const MEMORY: EngineStorage = {
  prepare: async () => undefined,
  path: () => null,
  exists: async () => true,
  close: async () => undefined,
};

let opened: OpenedClient | undefined;
let client: XmtpClient | undefined;
const streams = new Map<number, Unsubscribe>();

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  const emit: Emit = (event) => reply({ id: data.id, kind: "event", event });
  carryOut(data, emit).then(
    (value) => reply({ id: data.id, kind: "result", value }),
    (error: unknown) => {
      if (isEnginePanic(error)) return tellPanic(error);
      reply({ id: data.id, kind: "error", error: toWireError(error) });
    },
  );
});

// A panic in a task of the engine's own is nobody's answer; thrown errors reach the page anyway.
addEventListener("unhandledrejection", ({ reason }) => {
  if (isEnginePanic(reason)) tellPanic(reason);
});

// The engine asks for the global of this name.
self.fetch = steadfastFetch(self.fetch.bind(self));

holdLife().then(
  (lockName) => reply({ kind: "alive", lockName }),
  () => undefined,
);

function tellPanic(error: unknown): void {
  reply({ kind: "panicked", message: toWireError(error).message });
}

function reply(message: WorkerReply | WorkerNews): void {
  postMessage(message);
}

async function carryOut(request: WorkerRequest, emit: Emit): Promise<unknown> {
  switch (request.kind) {
    case "warm":
      return warm(request);
    case "open":
      return open(request, emit);
    case "register":
      if (opened?.kind !== "needs-signature")
        throw new ParleyError("unexpected", "Nothing to sign");
      client = await opened.register(request.signature);
      return identityOf(client);
    case "erase":
      return erase(request);
    case "sync-all":
      return mustBeOpen().syncAll((conversation) => emit({ kind: "conversation", conversation }));
    case "stream":
      return stream(request.id, emit);
    case "end-stream":
      streams.get(request.streamId)?.();
      streams.delete(request.streamId);
      return undefined;
    case "call":
      return call(opened?.kind === "full" ? opened.admin : mustBeOpen(), request);
  }
}

async function warm({ holdsLock }: Extract<WorkerRequest, { kind: "warm" }>): Promise<void> {
  await loadEngineOnce();
  if (holdsLock) await prepareOpfs();
}

async function open(
  { network, request }: Extract<WorkerRequest, { kind: "open" }>,
  emit: Emit,
): Promise<OpenAnswer> {
  const onProgress = (progress: Extract<WorkerEvent, { kind: "progress" }>["progress"]) =>
    emit({ kind: "progress", progress });
  await loadEngineOnce((loadedBytes) =>
    onProgress({ step: "engine", loadedBytes, totalBytes: ENGINE_BYTES }),
  );
  const storage = request.isTemporary ? MEMORY : opfsStorage(network.env);
  opened = await openEngine(network, storage, { ...request, onProgress });
  if (opened.kind === "full") return { kind: "full", use: opened.use };
  if (opened.kind === "needs-signature") {
    const { register: _, cancel: __, ...answer } = opened;
    return answer;
  }
  client = opened.client;
  return { kind: "ready", identity: identityOf(client) };
}

async function erase({ network, inboxId }: Extract<WorkerRequest, { kind: "erase" }>) {
  await loadEngineOnce();
  await opfsStorage(network.env).erase(inboxId);
}

async function stream(id: number, emit: Emit): Promise<void> {
  const end = await mustBeOpen().stream({
    ...newsListener(emit),
    onEnd: (cause) => {
      streams.delete(id);
      emit({ kind: "end", ...(cause !== undefined && { error: toWireError(cause) }) });
    },
  });
  streams.set(id, end);
}

function call(open: Partial<XmtpClient>, { method, args }: PlainCall): Promise<unknown> {
  // The protocol pairs each method with its own arguments; the union of both loses the pairing.
  const carry = open[method] as ((...args: readonly unknown[]) => Promise<unknown>) | undefined;
  if (!carry) throw new ParleyError("unexpected", `There is no ${method} yet`);
  return carry(...args);
}

function mustBeOpen(): XmtpClient {
  if (!client) throw new ParleyError("unexpected", "The client is not open");
  return client;
}

function identityOf({ inboxId, installationId, address }: XmtpClient): ClientIdentity {
  return { inboxId, installationId, address };
}
