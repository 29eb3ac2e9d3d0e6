import { join, resolve } from "node:path";
import { type Logger, pino } from "pino";
import type { ControlRoute } from "./control/control-routes.ts";
import { serveControl } from "./control/serve-control.ts";
import { type StackStatus, stackRoutes } from "./control/stack-routes.ts";
import { DataFolderError, LocalStackError } from "./errors.ts";
import { LONGEST_WAIT_MS } from "./faults/core/fault.ts";
import { faultRoutes } from "./faults/fault-routes.ts";
import { createFaults, type Faults } from "./faults/faults.ts";
import { createHealth, type Health } from "./health.ts";
import { serveHistory } from "./history/serve-history.ts";
import type { InspectedStack } from "./inspect/inspector-routes.ts";
import { type LocalStackUrls, type OpenPorts, openPorts } from "./listen-all.ts";
import { createLogLines, toBoth } from "./logs/log-lines.ts";
import { logRoutes } from "./logs/log-routes.ts";
import { isLoopbackInterface } from "./loopback.ts";
import { makeFolder } from "./make-folder.ts";
import { openParts, partsWithoutFaults } from "./open-parts.ts";
import { type CompleteOptions, completeOptions, type LocalStackOptions } from "./options.ts";
import { recordingRoute } from "./recording/recorder.ts";
import { createDiscreetLogger } from "./shorten-ids.ts";
import { Gate } from "./snapshots/gate.ts";
import { snapshotRoutes } from "./snapshots/snapshot-routes.ts";
import { createSnapshots, type Snapshots } from "./snapshots/snapshots.ts";
import { type RpcEvent, RpcWatch } from "./xmtp/watch-rpcs.ts";
import { type Listening, listenHttp } from "./xmtp/wire/listen.ts";
import { restarting } from "./xmtp/wire/refusals.ts";
import type { RpcLayer } from "./xmtp/wire/rpc-layers.ts";

/** A running local XMTP network. */
export type LocalStack = {
  urls: LocalStackUrls;
  /** Resolves when libxmtp can judge identities, which wait for it; rejects if it does not start. */
  warm: Promise<void>;
  health(): Health;
  /** What goes wrong on purpose. */
  faults: Faults;
  /**
   * Calls back for what happens to the RPCs of the node; gives the way to end that. What the listener
   * throws is an uncaught error of this process, and nothing that the RPC meets.
   */
  onRpc(listener: (event: RpcEvent) => void): () => void;
  /**
   * Ends all streams, closes the ports (not those of chain and control), and is back after `downMs`, a whole
   * number up to 2,147,483,647. Where another process took a port meanwhile it tries for five seconds, and
   * then throws {@link PortInUseError}; until a `restart` that succeeds no port answers and `ready` is false.
   */
  restart(options?: { downMs?: number }): Promise<void>;
  /** The network is away: all streams end and the same ports as in a restart are closed, until `plugIn`. */
  unplug(): Promise<void>;
  /** It is back, with all that it had. Throws as a restart does; nothing happens unless it was unplugged. */
  plugIn(): Promise<void>;
  /**
   * Empties every part: network, history server, IPFS node, chain. Streams end with `Unavailable`,
   * ports stay, requests wait meanwhile. Clients have to begin anew, too.
   */
  reset(): Promise<void>;
  /** Writes down all that the stack keeps, while it runs. Throws when the name is taken, unless `replace`. */
  snapshot: Snapshots["save"];
  /**
   * Brings a snapshot back, all of it or nothing; otherwise like `reset`. What clients know is of
   * another time then. Throws {@link SnapshotBrokenError} and {@link NewerSnapshotError}, and both
   * throw {@link HalfChangedError}, after which the stack is of use for a `restore`, a `reset` or its end.
   */
  restore: Snapshots["restore"];
  snapshots: Snapshots["list"];
  /** Ends streams with `Unavailable`, frees the ports, closes the data. May be called again. */
  close(): Promise<void>;
};

/**
 * Starts a local XMTP network in this process and resolves when it answers on all ports.
 *
 * ```ts
 * const stack = await startLocalStack({ ports: { grpcWeb: 0, grpc: 0, history: 0 } });
 * await fetch(`${stack.urls.grpcWeb}/health`);
 * await stack.close();
 * ```
 *
 * Throws a {@link LocalStackError} whose message is a sentence: a port in use
 * ({@link PortInUseError}), data open elsewhere ({@link DataInUseError}), data of a newer version
 * ({@link NewerDataError}) or where no folder can be made ({@link DataFolderError}), or options
 * that make no sense. Nothing is left running then.
 */
export async function startLocalStack(given: LocalStackOptions = {}): Promise<LocalStack> {
  const options = completeOptions(given);
  const lines = options.control ? createLogLines() : undefined;
  const logger = given.logger ?? pino({ level: "silent" });
  const log = createDiscreetLogger(lines ? toBoth(logger, lines.logger) : logger);
  const folder = options.data === ":memory:" ? undefined : resolve(options.data);
  if (folder) makeDataFolder(folder);

  const faults = createFaults({
    restart(downMs) {
      restart({ downMs }).catch((err: unknown) => log.fatal({ err }, "the ports are not back"));
    },
    queueLimits: options.queueLimits,
    away: partsWithoutFaults(options),
  });
  const layers: RpcLayer[] = [faults.layer];
  const watch = new RpcWatch(layers, raise);
  const nowMs = () => Date.now() + faults.clockOffsetMs();
  const parts = await openParts({ ...options, folder, layers, nowMs, around: faults.around }, log);
  const { node, chain, ipfs } = parts;
  const gate = new Gate();
  const endStreams = () => {
    node.endStreams(restarting());
    faults.endStreams(restarting());
  };
  const snapshots = createSnapshots({
    parts: parts.keeping,
    folder: options.snapshots ?? (folder && join(folder, "snapshots")),
    data: folder,
    alone: (task) => gate.shutWhile(endStreams, task),
  });
  let ports: OpenPorts | undefined;
  const { owner: health, pages } = createHealth({
    node,
    ipfs,
    ports: () => ports?.state() ?? "closed",
    halfChanged: snapshots.halfChanged,
  });
  const restart = async ({ downMs = 0 } = {}) => {
    if (!Number.isSafeInteger(downMs) || downMs < 0 || downMs > LONGEST_WAIT_MS) {
      throw new LocalStackError(`downMs is a whole number from 0 to ${LONGEST_WAIT_MS}.`);
    }
    log.info({ downMs }, "restarting");
    endStreams();
    await ports?.restart(downMs);
  };
  const unplug = async () => {
    log.info("unplugged");
    endStreams();
    await ports?.closeForNow();
  };
  const plugIn = async () => ports?.openAgain();
  const closeParts = once(async () => {
    node.stop();
    endStreams();
    await ports?.close();
    await snapshots.close();
    await parts.close();
    log.info("stopped");
  });
  let control: Listening | undefined;
  const close = once(async () => {
    await closeParts();
    await control?.close();
  });

  try {
    await snapshots.recover();
    const history = serveHistory(parts.files, log.child({ part: "history" }));
    ports = await openPorts(options, {
      ...{ node, health: pages, history, gate },
      around: faults.around,
      ...(ipfs && { ipfs }),
    });
    const urls: LocalStackUrls = { ...ports.urls, ...(chain && { chain: chain.url }) };
    const status = (): StackStatus => ({
      ...health(),
      pid: process.pid,
      ...(folder && { data: folder }),
      urls,
    });
    const end = async () => {
      await closeParts();
      setImmediate(() => void close());
    };
    const routes = [
      ...stackRoutes({ status, end, restart, unplug, plugIn }),
      ...faultRoutes(faults),
      ...(options.control ? await inspect({ view: node.view, health, urls }, layers) : []),
      ...snapshotRoutes(snapshots),
      ...(lines ? logRoutes(lines) : []),
      recordingRoute(layers, health),
    ];
    control = await listenControl(options, routes, log);
    if (control) urls.control = control.url;
    log.info({ urls }, "ready");
    node.warm.catch((err: unknown) => log.fatal({ err }, "libxmtp did not start"));
    const onRpc = watch.listen.bind(watch);
    return {
      ...{ urls, warm: node.warm, health, faults, onRpc },
      ...{ restart, unplug, plugIn, ...publicOf(snapshots), close },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The inspector's routes. Its layer is outermost, so that it sees what clients see, faults and all. */
async function inspect(
  stack: InspectedStack,
  layers: RpcLayer[],
): Promise<readonly ControlRoute[]> {
  const { createInspector } = await import("./inspect/inspector-routes.ts");
  const { recorder, routes } = createInspector(stack);
  layers.unshift(recorder.layer);
  return routes;
}

function publicOf({ save, restore, reset, list }: Snapshots) {
  return { reset, snapshot: save, restore, snapshots: list };
}

async function listenControl(
  { control, controlHost, ports }: CompleteOptions,
  routes: readonly ControlRoute[],
  log: Logger,
): Promise<Listening | undefined> {
  if (!control) return undefined;
  const address = { host: controlHost, port: ports.control, setting: "--port-control" };
  const controlLog = log.child({ part: "control" });
  if (!isLoopbackInterface(controlHost)) {
    controlLog.warn(
      { controlHost },
      "whoever reaches the control port can read and end this stack",
    );
  }
  return listenHttp(address, serveControl(routes, controlLog));
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new DataFolderError(folder, error);
  }
}

/** What has no caller who could be told is an uncaught error, as that of an event's listener. */
function raise(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

function once(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= task();
    return running;
  };
}
