import { expect } from "vitest";
import type { LocalStack } from "../index.ts";
import { hands } from "./hands.ts";
import { bytesOf, formOf } from "./ipfs.ts";

type Stack = Pick<LocalStack, "urls">;
type Asked = { headers?: Record<string, string> };

/** How each part beside the network is asked for something that succeeds without faults. */
export function askParts(stack: Stack) {
  const { urls } = stack;
  let added: Promise<string> | undefined;
  return {
    history: (asked: Asked = {}) =>
      fetch(`${urls.history}/upload`, { ...asked, method: "POST", body: "archive" }),
    ipfs: (asked: Asked = {}) => {
      const body = formOf(bytesOf(3_000_000, "ipfs"));
      return fetch(`${urls.ipfsRpc}/api/v0/add`, { ...asked, method: "POST", body });
    },
    "ipfs-gateway": async (asked: Asked = {}) => {
      added ??= hands(stack).add("gateway");
      return fetch(`${urls.ipfsGateway}/ipfs/${await added}?format=raw`, asked);
    },
    chain: (asked: Asked = {}) => askChain(stack, ["eth_chainId"], asked),
  };
}

/** Several methods are asked for in a list, with their places in it as ids. */
export function askChain(
  { urls }: Stack,
  methods: readonly string[],
  { headers = {} }: Asked = {},
): Promise<Response> {
  const calls = methods.map((method, id) => ({ jsonrpc: "2.0", id, method, params: [] }));
  const [only, ...more] = calls;
  return fetch(urls.chain ?? "", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(more.length === 0 ? only : calls),
  });
}

/** How much of a body arrives whose connection breaks. */
export async function bytesBeforeItBreaks(response: Response): Promise<number> {
  let bytes = 0;
  const read = async () => {
    for await (const chunk of response.body ?? []) bytes += chunk.length;
  };
  await expect(read()).rejects.toThrow("terminated");
  return bytes;
}
