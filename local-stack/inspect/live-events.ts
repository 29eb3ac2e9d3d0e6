import type { IncomingMessage, ServerResponse } from "node:http";
import type { SeenCall, Subscription } from "./core/seen-call.ts";
import type { RpcRecorder } from "./rpc-recorder.ts";

/** What the watchers of a stack see beside its calls. */
export type LiveStatus = {
  version: string;
  /** Why it is not ready, a sentence each; without any it is. */
  problems: readonly string[];
  /** Of the process; another one means that the stack was started again. */
  startedAtMs: number;
  uptimeMs: number;
  residentBytes: number;
  /** Where calls come in: gRPC-web and Connect, and gRPC. */
  urls: { grpcWeb: string; grpc: string };
  counts: Readonly<Record<string, number>>;
};

/** The events of `GET /inspect/events`, by name, and what each holds as JSON. */
export type LiveEvents = {
  status: LiveStatus;
  calls: SeenCall[];
  streams: Subscription[];
  cleared: Record<string, never>;
  /** How many calls were left out: the watcher did not read fast enough. */
  missed: { calls: number };
};

const EVERY_MS = 100;
const STATUS_EVERY_MS = 1_000;
/** A watcher that lies farther behind gets nothing new until it has read. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const MAX_CALLS_A_TIME = 500;

/** Tells a watcher what is remembered, then what happens, as server-sent events. */
export function serveLiveEvents(
  recorder: RpcRecorder,
  status: () => LiveStatus,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const tell = <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]) => {
    response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  let calls = new Map<number, SeenCall>();
  let missed = 0;
  let streams = "";
  const tellStreams = () => {
    const now = recorder.subscriptions();
    const text = JSON.stringify(now);
    if (text === streams) return;
    streams = text;
    tell("streams", now);
  };
  const tellCalls = () => {
    if (calls.size > 0) tell("calls", [...calls.values()]);
    if (missed > 0) tell("missed", { calls: missed });
    calls = new Map();
    missed = 0;
  };

  tell("status", status());
  const known = recorder.events();
  for (let at = 0; at < known.length; at += MAX_CALLS_A_TIME) {
    tell("calls", known.slice(at, at + MAX_CALLS_A_TIME));
  }
  tellStreams();

  const ignore = recorder.listen({
    onEvent(event) {
      if (calls.size >= MAX_CALLS_A_TIME && !calls.has(event.id)) missed++;
      else calls.set(event.id, event);
    },
    onClear() {
      calls = new Map();
      tell("cleared", {});
    },
  });
  let sinceStatusMs = 0;
  const timer = setInterval(() => {
    if (response.writableLength > MAX_UNREAD_BYTES) return;
    tellCalls();
    sinceStatusMs += EVERY_MS;
    if (sinceStatusMs < STATUS_EVERY_MS) return;
    sinceStatusMs = 0;
    tellStreams();
    tell("status", status());
  }, EVERY_MS);
  timer.unref();
  request.socket.once("close", () => {
    clearInterval(timer);
    ignore();
  });
}
