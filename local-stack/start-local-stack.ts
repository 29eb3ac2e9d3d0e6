import { join, resolve } from "node:path";
import { type Logger, pino } from "pino";
import { findAnvil } from "./chain/anvil-program.ts";
import { LOCAL_CHAIN_ID, type LocalChain, startChain } from "./chain/start-chain.ts";
import type { ControlRoute } from "./control/control-routes.ts";
import { serveControl } from "./control/serve-control.ts";
import { type StackStatus, stackRoutes } from "./control/stack-routes.ts";
import { DataFolderError } from "./errors.ts";
import { faultRoutes } from "./faults/fault-routes.ts";
import { createFaults, type Faults } from "./faults/faults.ts";
import type { Health } from "./health.ts";
import { openHistoryFiles } from "./history/history-files.ts";
import { serveHistory } from "./history/serve-history.ts";
import type { Ipfs } from "./ipfs/start-ipfs.ts";
import { type LocalStackUrls, type OpenPorts, openPorts } from "./listen-all.ts";
import { makeFolder } from "./make-folder.ts";
import { type CompleteOptions, completeOptions, type LocalStackOptions } from "./options.ts";
import { createDiscreetLogger } from "./shorten-ids.ts";
import { VERSION } from "./version.ts";
import { type NodeView, startXmtpNode, type XmtpNode } from "./xmtp/start-xmtp-node.ts";
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
  /** Ends all streams, closes the ports (not those of chain and control), and is back after `downMs`. */
  restart(options?: { downMs?: number }): Promise<void>;
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
  const log = createDiscreetLogger(given.logger ?? pino({ level: "silent" }));
  const folder = options.data === ":memory:" ? undefined : resolve(options.data);
  if (folder) makeDataFolder(folder);

  const faults = createFaults((downMs) => {
    restart({ downMs }).catch((err: unknown) => log.fatal({ err }, "the ports are not back"));
  });
  const layers: RpcLayer[] = [faults.layer];
  const chain = await startOwnChain(options, folder, log.child({ part: "chain" }));
  const node = await startXmtpNode({
    file: folder ? join(folder, "xmtp.sqlite") : ":memory:",
    chainRpcUrls: { ...(chain && { [LOCAL_CHAIN]: chain.url }), ...options.chainRpcUrls },
    queueLimits: options.queueLimits,
    layers,
    nowMs: () => Date.now() + faults.clockOffsetMs(),
    log: log.child({ part: "xmtp" }),
  }).catch(async (error: unknown) => {
    await chain?.close();
    throw error;
  });
  const files = openHistoryFiles(folder && join(folder, "history"), options.maxHistoryBytes);
  const ipfs = await openIpfs(options, folder, log.child({ part: "ipfs" })).catch(
    async (error: unknown) => {
      await Promise.all([node.close(), chain?.close()]);
      throw error;
    },
  );
  const health = createHealth(node, ipfs);
  let ports: OpenPorts | undefined;
  const endStreams = (reason: Error) => {
    node.endStreams(reason);
    faults.endStreams(reason);
  };
  const restart = async ({ downMs = 0 } = {}) => {
    log.info({ downMs }, "restarting");
    endStreams(restarting());
    await ports?.restart(downMs);
  };
  const closeParts = once(async () => {
    node.stop();
    endStreams(restarting());
    await ports?.close();
    await Promise.all([node.close(), chain?.close()]);
    log.info("stopped");
  });
  let control: Listening | undefined;
  const close = once(async () => {
    await closeParts();
    await control?.close();
  });

  try {
    const history = serveHistory(files, log.child({ part: "history" }));
    const parts = { node, health, history, ...(ipfs && { ipfs }) };
    ports = await openPorts(options, parts);
    const urls: LocalStackUrls = {
      ...ports.urls,
      ...(chain && { chain: chain.url }),
    };
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
      ...stackRoutes({ status, end, restart }),
      ...faultRoutes(faults),
      ...(options.control ? await inspect(node.view, health, layers) : []),
    ];
    control = await listenControl(options, routes, log);
    if (control) urls.control = control.url;
    log.info({ urls }, "ready");
    node.warm.catch((err: unknown) => log.fatal({ err }, "libxmtp did not start"));
    return { urls, warm: node.warm, health, faults, restart, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The inspector's routes. Its layer is outermost, so that it sees what clients see, faults and all. */
async function inspect(
  view: NodeView,
  health: () => Health,
  layers: RpcLayer[],
): Promise<readonly ControlRoute[]> {
  const { createInspector } = await import("./inspect/inspector-routes.ts");
  const { recorder, routes } = createInspector({ view, health });
  layers.unshift(recorder.layer);
  return routes;
}

async function listenControl(
  { control, host, ports }: CompleteOptions,
  routes: readonly ControlRoute[],
  log: Logger,
): Promise<Listening | undefined> {
  if (!control) return undefined;
  const address = { host, port: ports.control, setting: "--port-control" };
  return listenHttp(address, serveControl(routes, log.child({ part: "control" })));
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new DataFolderError(folder, error);
  }
}

const LOCAL_CHAIN = `eip155:${LOCAL_CHAIN_ID}`;

/** The stack's own chain; undefined when none is wanted, named elsewhere, or there is no anvil. */
async function startOwnChain(
  { chain, chainRpcUrls, host, ports }: CompleteOptions,
  folder: string | undefined,
  log: Logger,
): Promise<LocalChain | undefined> {
  if (!chain || LOCAL_CHAIN in chainRpcUrls) return undefined;
  const program = findAnvil();
  if (!program) {
    log.warn("anvil has no build for this machine: contract wallets and names are unavailable");
    return undefined;
  }
  const kept = folder && { folder: join(folder, "chain") };
  return startChain({ program, host, port: ports.chain, ...kept, log });
}

/** Its libraries are loaded only where one is wanted. */
async function openIpfs(
  { ipfs, maxIpfsBytes }: CompleteOptions,
  folder: string | undefined,
  log: Logger,
): Promise<Ipfs | undefined> {
  if (!ipfs) return undefined;
  const { startIpfs } = await import("./ipfs/start-ipfs.ts");
  return startIpfs({ folder: folder && join(folder, "ipfs"), maxBytes: maxIpfsBytes }, log);
}

function createHealth(node: XmtpNode, ipfs: Ipfs | undefined): () => Health {
  const startedAtMs = Date.now();
  let validator: "starting" | "warm" | "failed" = "starting";
  node.warm.then(
    () => {
      validator = "warm";
    },
    () => {
      validator = "failed";
    },
  );
  return () => ({
    ready: validator !== "failed",
    warm: validator === "warm",
    version: VERSION,
    uptimeMs: Date.now() - startedAtMs,
    counts: node.counts(),
    ...(ipfs && { ipfs: ipfs.counts() }),
  });
}

function once(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= task();
    return running;
  };
}
