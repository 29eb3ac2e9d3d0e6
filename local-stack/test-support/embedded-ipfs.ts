import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { startIpfs } from "../ipfs/start-ipfs.ts";
import { listenHttp } from "../xmtp/wire/listen.ts";

/** The IPFS node of the local stack, alone: without a network, which takes longer to start. */
export type EmbeddedIpfs = {
  rpcUrl: string;
  gatewayUrl: string;
  /** Blocks and pins. */
  folder: string;
  close(): Promise<void>;
};

const GIB = 1024 ** 3;

/** On the disk, on ports of its own. */
export async function startEmbeddedIpfs({ maxBytes = GIB } = {}): Promise<EmbeddedIpfs> {
  const folder = await mkdtemp(path.join(tmpdir(), "parley-ipfs-"));
  const ipfs = await startIpfs({ folder, maxBytes }, pino({ level: "silent" }));
  const anyPort = { host: "127.0.0.1", port: 0, setting: "" };
  const rpc = await listenHttp(anyPort, ipfs.rpc);
  const gateway = await listenHttp(anyPort, ipfs.gateway);
  return {
    rpcUrl: rpc.url,
    gatewayUrl: gateway.url,
    folder,
    close: async () => {
      await Promise.all([rpc.close(), gateway.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
