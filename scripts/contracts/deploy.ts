import {
  type Client,
  concatHex,
  createTestClient,
  encodeDeployData,
  getCreate2Address,
  type Hex,
  http,
  type PublicActions,
  publicActions,
  type TestActions,
  type WalletActions,
  walletActions,
} from "viem";
import { foundry } from "viem/chains";
import type { Contract } from "./compile.ts";

/** The factory that anvil starts with, on whose address everybody's deployments depend. */
export const CREATE2_FACTORY: Hex = "0x4e59b44847b379578588920ca78fbf26c0b4956c";
/** The last of the accounts that anvil has the keys of. */
export const DEPLOYER: Hex = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";
const NO_SALT: Hex = `0x${"00".repeat(32)}`;

export type ChainClient = Client & PublicActions & WalletActions & TestActions;

/** A client of the chain that is being written. */
export function chainClient(url: string): ChainClient {
  const client = createTestClient({ chain: foundry, mode: "anvil", transport: http(url) })
    .extend(publicActions)
    .extend(walletActions);
  return client as unknown as ChainClient;
}

type Deployment = Contract & { args?: readonly unknown[]; factory?: Hex };

/** Deploys a contract where its code puts it (CREATE2), unless it is there, and gives that address. */
export async function deploy(
  chain: ChainClient,
  from: Hex,
  { abi, bytecode, args = [], factory = CREATE2_FACTORY }: Deployment,
): Promise<Hex> {
  const code = encodeDeployData({ abi, bytecode, args });
  const address = getCreate2Address({ from: factory, salt: NO_SALT, bytecode: code });
  if (await chain.getCode({ address })) return address;
  await send(chain, from, { to: factory, data: concatHex([NO_SALT, code]) });
  if (!(await chain.getCode({ address }))) throw new Error("A contract was not deployed");
  return address;
}

/** Gives an address the code of another one. */
export async function copyCode(chain: ChainClient, from: Hex, to: Hex): Promise<void> {
  const bytecode = await chain.getCode({ address: from });
  if (!bytecode) throw new Error(`Nothing is deployed at ${from}`);
  await chain.setCode({ address: to, bytecode });
}

/** Sends a call from an account that anvil has the key of; fails when it reverts. */
export async function send(
  chain: ChainClient,
  from: Hex,
  call: { to: Hex; data: Hex },
): Promise<void> {
  const hash = await chain.sendTransaction({ account: from, chain: foundry, ...call });
  const { status } = await chain.waitForTransactionReceipt({ hash, pollingInterval: 10 });
  if (status !== "success") throw new Error(`A call to ${call.to} was reverted`);
}
