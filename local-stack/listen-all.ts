import type { RequestListener } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { PortInUseError } from "./errors.ts";
import type { AroundHttp } from "./faults/http/around-http.ts";
import { answerHealth, type Health, type PortsState } from "./health.ts";
import { refuseAsFull } from "./history/serve-history.ts";
import { refuseBrowsers } from "./ipfs/rpc/refuse-browsers.ts";
import type { Ipfs } from "./ipfs/start-ipfs.ts";
import type { CompleteOptions, Ports } from "./options.ts";
import type { Gate } from "./snapshots/gate.ts";
import type { XmtpNode } from "./xmtp/start-xmtp-node.ts";
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
  /** What is asked about the stack itself, where it was wanted. */
  control?: string;
};

type Parts = {
  node: XmtpNode;
  health: () => Health;
  history: RequestListener;
  ipfs?: Ipfs;
  /** What every request passes but those for health. */
  gate: Gate;
  /** The faults of each part. */
  around: AroundHttp;
};

/** Every port of the stack but that of its chain and its control. */
export type OpenPorts = {
  urls: LocalStackUrls;
  /**
   * Cuts all connections, and takes the same ports again after `downMs`; tries for some seconds where one is
   * taken, then throws {@link PortInUseError}. Resolves at once when it is closed meanwhile.
   */
  restart(downMs: number): Promise<void>;
  /** Cuts all connections and leaves the ports closed until `openAgain` or a restart. */
  closeForNow(): Promise<void>;
  /** Takes the same ports again, with the patience of a restart; does nothing when they are open. */
  openAgain(): Promise<void>;
  state(): PortsState;
  close(): Promise<void>;
};

/** How long a port that another process took meanwhile is waited for. */
const PATIENCE_MS = 5_000;
const AGAIN_MS = 100;

/** Binds one port after the other. When one is taken, those before are free again. */
export async function openPorts(options: CompleteOptions, parts: Parts): Promise<OpenPorts> {
  let listening: Listening[] = [];
  let state: PortsState = "closed";
  const ending = new AbortController();
  const close = async (why: PortsState = "closed") => {
    state = why;
    await Promise.all(listening.map((server) => server.close()));
    listening = [];
  };
  const open = async (ports: Ports): Promise<LocalStackUrls> => {
    try {
      const urls = await listenAll({ ...options, ports }, listening, parts);
      state = "open";
      return urls;
    } catch (error) {
      await close(state);
      throw error;
    }
  };
  const urls = await open(options.ports);
  const bound: Ports = { ...options.ports };
  for (const [name, url] of Object.entries(urls)) bound[name as keyof Ports] = portOf(url);
  const openAgain = async () => {
    if (state === "open") return;
    const lastMs = performance.now() + PATIENCE_MS;
    while (!ending.signal.aborted) {
      try {
        return void (await open(bound));
      } catch (error) {
        if (!(error instanceof PortInUseError) || performance.now() > lastMs) {
          state = "lost";
          throw error;
        }
      }
      await sleep(AGAIN_MS);
    }
  };
  let changing: Promise<unknown> = Promise.resolve();
  /** One change after the other, in the order in which they were asked for. */
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const changed = changing.then(change);
    changing = changed.catch(() => undefined);
    return changed;
  };
  return {
    urls,
    restart: (downMs) =>
      inTurn(async () => {
        await close("restarting");
        await sleep(downMs, undefined, ending).catch(() => {});
        await openAgain();
      }),
    closeForNow: () => inTurn(() => close("unplugged")),
    openAgain: () => inTurn(openAgain),
    state: () => state,
    async close() {
      ending.abort();
      await changing;
      await close();
    },
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** What is bound is in `listening`, also when a later one fails. */
async function listenAll(
  { host, controlHost, ports }: CompleteOptions,
  listening: Listening[],
  { node, health, history, ipfs, gate, around }: Parts,
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
  const gateway = ipfs && gate.pass(around("ipfs-gateway", ipfs.gateway));
  return {
    grpcWeb: keep(
      await listenHttp(
        { host, port: ports.grpcWeb, setting: "--port-grpc-web" },
        open(gate.pass(serveGrpcWeb(node.serve))),
      ),
    ),
    grpc: keep(
      await listenH2c(
        { host, port: ports.grpc, setting: "--port-grpc" },
        gate.pass(serveGrpc(node.serve)),
      ),
    ),
    history: keep(
      await listenHttp(
        { host, port: ports.history, setting: "--port-history" },
        open(gate.pass(around("history", history, refuseAsFull))),
      ),
    ),
    ...(ipfs && {
      // Not opened to pages, which may not drive it, nor to other machines.
      ipfsRpc: keep(
        await listenHttp(
          { host: controlHost, port: ports.ipfsRpc, setting: "--port-ipfs-rpc" },
          refuseBrowsers(gate.pass(around("ipfs", ipfs.rpc, ipfs.refuseAsFull))),
        ),
      ),
      ipfsGateway: keep(
        await listenHttp(
          { host, port: ports.ipfsGateway, setting: "--port-ipfs-gateway" },
          (request, response) => {
            if (!answerHealth(request, response, health)) gateway?.(request, response);
          },
        ),
      ),
    }),
  };
}
