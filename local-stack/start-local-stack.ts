import type { RequestListener } from "node:http";
import { join, resolve } from "node:path";
import { type Logger, pino } from "pino";
import { findAnvil } from "./chain/anvil-program.ts";
import { LOCAL_CHAIN_ID, type LocalChain, startChain } from "./chain/start-chain.ts";
import { DataFolderError } from "./errors.ts";
import { answerHealth, type Health } from "./health.ts";
import { openHistoryFiles } from "./history/history-files.ts";
import { serveHistory } from "./history/serve-history.ts";
import type { Ipfs } from "./ipfs/start-ipfs.ts";
import { makeFolder } from "./make-folder.ts";
import { type CompleteOptions, completeOptions, type LocalStackOptions } from "./options.ts";
import { createDiscreetLogger } from "./shorten-ids.ts";
import { VERSION } from "./version.ts";
import { startXmtpNode, type XmtpNode } from "./xmtp/start-xmtp-node.ts";
import { answerPreflight } from "./xmtp/wire/cors.ts";
import { type Listening, listenH2c, listenHttp } from "./xmtp/wire/listen.ts";
import { serveGrpc, serveGrpcWeb } from "./xmtp/wire/serve-rpcs.ts";

export type LocalStackUrls = {
  /** gRPC-web and Connect over HTTP/1.1: what browser SDKs use; `/health` is here. */
  grpcWeb: string;
  /** gRPC over HTTP/2 without TLS: what native SDKs use. */
  grpc: string;
  /** History server: archives between the devices of one person. */
  history: string;
  /** JSON-RPC of the local chain, `eip155:31337`, where one runs. */
  chain?: string;
  /** Kubo's RPC of the IPFS node, where one runs: for servers on this machine, not for pages. */
  ipfsRpc?: string;
  /** Gateway of the IPFS node, where one runs; `/health` is here too. */
  ipfsGateway?: string;
};

/** A running local XMTP network. */
export type LocalStack = {
  urls: LocalStackUrls;
  /** Resolves when libxmtp can judge identities, which wait for it; rejects if it does not start. */
  warm: Promise<void>;
  health(): Health;
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

  const chain = await startOwnChain(options, folder, log.child({ part: "chain" }));
  const node = await startXmtpNode({
    file: folder ? join(folder, "xmtp.sqlite") : ":memory:",
    chainRpcUrls: { ...(chain && { [LOCAL_CHAIN]: chain.url }), ...options.chainRpcUrls },
    queueLimits: options.queueLimits,
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
  const listening: Listening[] = [];
  const close = once(async () => {
    node.stop();
    await Promise.all(listening.map((server) => server.close()));
    await Promise.all([node.close(), chain?.close()]);
    log.info("stopped");
  });

  try {
    const history = serveHistory(files, log.child({ part: "history" }));
    const parts = { node, health, history, ...(ipfs && { ipfs }) };
    const listeningUrls = await listenAll(options, listening, parts);
    const urls = { ...listeningUrls, ...(chain && { chain: chain.url }) };
    log.info({ urls }, "ready");
    node.warm.catch((err: unknown) => log.fatal({ err }, "libxmtp did not start"));
    return { urls, warm: node.warm, health, close };
  } catch (error) {
    await close();
    throw error;
  }
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

type Parts = { node: XmtpNode; health: () => Health; history: RequestListener; ipfs?: Ipfs };

/** Binds one port after the other; what is bound is in `listening`, also when a later one fails. */
async function listenAll(
  { host, ports }: CompleteOptions,
  listening: Listening[],
  { node, health, history, ipfs }: Parts,
): Promise<LocalStackUrls> {
  const keep = (server: Listening): string => {
    listening.push(server);
    return server.url;
  };
  const open =
    (serve: RequestListener): RequestListener =>
    (request, response) => {
      if (answerPreflight(request, response) || answerHealth(request, response, health)) return;
      serve(request, response);
    };
  return {
    grpcWeb: keep(
      await listenHttp(
        { host, port: ports.grpcWeb, setting: "--port-grpc-web" },
        open(serveGrpcWeb(node.serve)),
      ),
    ),
    grpc: keep(
      await listenH2c({ host, port: ports.grpc, setting: "--port-grpc" }, serveGrpc(node.serve)),
    ),
    history: keep(
      await listenHttp({ host, port: ports.history, setting: "--port-history" }, open(history)),
    ),
    ...(ipfs && {
      // Not opened to pages, which may not drive it.
      ipfsRpc: keep(
        await listenHttp({ host, port: ports.ipfsRpc, setting: "--port-ipfs-rpc" }, ipfs.rpc),
      ),
      ipfsGateway: keep(
        await listenHttp(
          { host, port: ports.ipfsGateway, setting: "--port-ipfs-gateway" },
          (request, response) => {
            if (!answerHealth(request, response, health)) ipfs.gateway(request, response);
          },
        ),
      ),
    }),
  };
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
