import type { RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { KeepingPart, Staged } from "../snapshots/part.ts";
import { copyFolder, stageFolder } from "../snapshots/staged-folder.ts";
import { serveGateway } from "./gateway/serve-gateway.ts";
import { type IpfsNode, type IpfsNodeOptions, openIpfsNode } from "./ipfs-node.ts";
import { sendError } from "./rpc/rpc-error.ts";
import { serveRpc } from "./rpc/serve-rpc.ts";
import { StoreFullError } from "./store/block-store.ts";

/** An IPFS node of this stack: what to answer on its two ports, and how much it keeps. */
export type Ipfs = {
  /** For programs alone: `refuseBrowsers` belongs before it. */
  rpc: RequestListener;
  gateway: RequestListener;
  /** Answers files that are added as without room for them. */
  refuseAsFull(response: ServerResponse): void;
  counts(): { blocks: number; bytes: number; pins: number };
} & Pick<KeepingPart, "save" | "stage">;

type Serving = { node: IpfsNode; rpc: RequestListener; gateway: RequestListener };

export async function startIpfs(options: IpfsNodeOptions, log: Logger): Promise<Ipfs> {
  const serve = (node: IpfsNode): Serving => ({
    node,
    rpc: serveRpc(node, log),
    gateway: serveGateway(node.store, log),
  });
  let serving = serve(await openIpfsNode(options));
  return {
    rpc: (request, response) => serving.rpc(request, response),
    gateway: (request, response) => serving.gateway(request, response),
    refuseAsFull: (response) => sendError(response, new StoreFullError()),
    counts: () => {
      const { store, pins } = serving.node;
      return { ...store.totals(), pins: pins.all().length };
    },
    save: (folder) =>
      options.folder ? copyFolder(options.folder, folder) : writeNode(serving.node, folder),
    async stage(folder) {
      const { ready, staged } = await stageNode(options, folder);
      return {
        abort: staged.abort,
        async commit() {
          await staged.commit();
          serving = serve(await ready());
        },
      };
    },
  };
}

/** What is in memory is written as it would lie on the disk. */
async function writeNode(from: IpfsNode, folder: string): Promise<void> {
  const to = await openIpfsNode({ folder, maxBytes: Number.MAX_SAFE_INTEGER });
  await copyNode(from, to);
}

async function copyNode(from: IpfsNode, to: IpfsNode): Promise<void> {
  for (const key of from.store.keys()) {
    const bytes = await from.store.read(key);
    if (bytes) await to.store.write(key, bytes);
  }
  for (const pin of from.pins.all()) await to.pins.add(pin);
}

type StagedNode = { ready: () => Promise<IpfsNode>; staged: Staged };

async function stageNode(
  options: IpfsNodeOptions,
  source: string | undefined,
): Promise<StagedNode> {
  const { folder, maxBytes } = options;
  if (folder) {
    return { ready: () => openIpfsNode(options), staged: await stageFolder(source, folder) };
  }
  const node = await openIpfsNode(options);
  if (source) await copyNode(await openIpfsNode({ folder: source, maxBytes }), node);
  return { ready: async () => node, staged: { async commit() {}, async abort() {} } };
}
