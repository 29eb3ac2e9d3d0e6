import { describe } from "vitest";
import { createKuboNode } from "@/lib/attachments/server/ipfs/kubo-node.ts";
import { startTestIpfs } from "../../local-stack/test-support/ipfs.ts";
import { MemoryIpfsNode } from "../fakes/memory-ipfs-node.ts";
import { startRealKubo, whereKuboIs } from "../fakes/real-kubo.ts";
import { describeIpfsNode } from "./ipfs-node-contract.ts";

describeIpfsNode("the fake", async () => {
  const node = new MemoryIpfsNode();
  return { node, read: async (cid) => node.blocks.get(cid), close: async () => undefined };
});

describeIpfsNode("the one of the local stack", async () => {
  const ipfs = await startTestIpfs();
  return {
    node: createKuboNode({ rpcUrl: ipfs.rpcUrl }),
    read: (cid) => readByRpc(ipfs.rpcUrl, cid),
    close: ipfs.close,
  };
});

const kubo = whereKuboIs();

describe.skipIf(!kubo)("with Kubo", () => {
  describeIpfsNode("Kubo", async () => {
    if (!kubo) throw new Error("there is no Kubo here");
    const { rpcUrl, close } = await startRealKubo(kubo);
    return { node: createKuboNode({ rpcUrl }), read: (cid) => readByRpc(rpcUrl, cid), close };
  });
});

/** Past the adapter. */
async function readByRpc(rpcUrl: string, cid: string): Promise<Uint8Array | undefined> {
  const url = `${rpcUrl}/api/v0/cat?arg=${cid}&offline=true`;
  const response = await fetch(url, { method: "POST" });
  if (!response.ok) return undefined;
  return new Uint8Array(await response.arrayBuffer());
}
