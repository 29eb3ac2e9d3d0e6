import type { LocalStack } from "../index.ts";
import { bytesOf, formOf } from "./ipfs.ts";
import { groupInput } from "./mls-bytes.ts";
import { grpcWebClients } from "./stack.ts";

export const GROUP = Buffer.from("group");
const SOMEBODY = `0x${"12".repeat(20)}`;

async function rpc(url: string | undefined, method: string, ...params: unknown[]) {
  const response = await fetch(url ?? "", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  return ((await response.json()) as { result: unknown }).result;
}

/** How each part of a stack is written to and read. */
export function hands({ urls }: Pick<LocalStack, "urls">) {
  const { mls } = grpcWebClients({ urls });
  return {
    say: (text: string) => mls.sendGroupMessages({ messages: [groupInput(GROUP, text)] }),
    said: async () => {
      const { messages } = await mls.queryGroupMessages({ groupId: GROUP });
      return messages.map(({ version }) => Number(version.value?.id)).toReversed();
    },
    upload: async (text: string) =>
      (await fetch(`${urls.history}/upload`, { method: "POST", body: text })).text(),
    archive: async (id: string) => {
      const response = await fetch(`${urls.history}/files/${id}`);
      return response.ok ? response.text() : response.status;
    },
    add: async (word: string) => {
      const body = formOf(bytesOf(3_000_000, word));
      const response = await fetch(`${urls.ipfsRpc}/api/v0/add`, { method: "POST", body });
      return ((await response.json()) as { Hash: string }).Hash;
    },
    has: async (cid: string) => {
      const response = await fetch(`${urls.ipfsGateway}/ipfs/${cid}`);
      return response.ok && (await response.arrayBuffer()).byteLength === 3_000_000;
    },
    give: (wei: string) => rpc(urls.chain, "anvil_setBalance", SOMEBODY, wei),
    balance: () => rpc(urls.chain, "eth_getBalance", SOMEBODY, "latest"),
  };
}
