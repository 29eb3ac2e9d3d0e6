import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import {
  concatHex,
  decodeFunctionResult,
  encodeFunctionData,
  hashMessage,
  parseAbi,
  serializeErc6492Signature,
} from "viem/utils";
import { LOCAL_CHAIN_ID } from "../chain/start-chain.ts";
import { askChain, type Hex } from "./ask-chain.ts";
import type { Wallet } from "./wallet.ts";

/** The canonical contracts of Safe 1.5, in the local chain's first block. */
export const SAFE_CONTRACTS = {
  singleton: "0xFf51A5898e281Db6DfC7855790607438dF2ca44b",
  proxyFactory: "0x14F2982D601c9458F93bd70B218933A6f8165e7b",
  fallbackHandler: "0x3EfCBb83A4A7AfcB4F68D501E2c2203a38be77f4",
} as const;

const NOBODY = `0x${"00".repeat(20)}` as const;
const SAFE = parseAbi([
  "function setup(address[] owners, uint256 threshold, address to, bytes data, address fallbackHandler, address paymentToken, uint256 payment, address paymentReceiver)",
]);
const FACTORY = parseAbi([
  "function createProxyWithNonce(address singleton, bytes initializer, uint256 saltNonce) returns (address proxy)",
]);
const SAFE_MESSAGE = { SafeMessage: [{ name: "message", type: "bytes" }] };

type Owner = {
  readonly address: Hex;
  signTypedData(typedData: {
    domain: { chainId: number; verifyingContract: Hex };
    types: typeof SAFE_MESSAGE;
    primaryType: "SafeMessage";
    message: { message: Hex };
  }): Promise<Hex>;
};

export type SafeWallet = Wallet & {
  chainId: number;
  /** All of them sign. */
  owners: readonly Owner[];
  /** Puts it on the chain; until then it signs with the way to do that (ERC-6492). */
  deploy(): Promise<void>;
};

export type SafeOptions = {
  /** New keys unless given; accounts of viem have what is needed. */
  owners?: readonly Owner[];
  /** False for one that is counterfactual: it has an address, and signs, and is not there yet. */
  isDeployed?: boolean;
  saltNonce?: bigint;
};

/** A Safe on the local chain at `chainUrl` (`urls.chain`), as a wallet that signs for an inbox. */
export async function createSafe(
  chainUrl: string,
  { owners = [newKey()], isDeployed = true, saltNonce = 0n }: SafeOptions = {},
): Promise<SafeWallet> {
  const chain = askChain(chainUrl);
  const to = SAFE_CONTRACTS.proxyFactory;
  const data = encodeFunctionData({
    abi: FACTORY,
    functionName: "createProxyWithNonce",
    args: [SAFE_CONTRACTS.singleton, setupOf(owners), saltNonce],
  });
  const address = decodeFunctionResult({
    abi: FACTORY,
    functionName: "createProxyWithNonce",
    data: await chain.read({ to, data }),
  });
  let isThere = false;
  const safe: SafeWallet = {
    address,
    chainId: LOCAL_CHAIN_ID,
    owners,
    async deploy() {
      await chain.send({ to, data });
      isThere = true;
    },
    async signMessage({ message }) {
      const signature = await signTogether(owners, hashMessage(message), address);
      return isThere ? signature : serializeErc6492Signature({ address: to, data, signature });
    },
  };
  if (isDeployed) await safe.deploy();
  return safe;
}

function newKey() {
  return privateKeyToAccount(generatePrivateKey());
}

function setupOf(owners: readonly Owner[]): Hex {
  const addresses = owners.map(({ address }) => address);
  const { fallbackHandler } = SAFE_CONTRACTS;
  const threshold = BigInt(owners.length);
  return encodeFunctionData({
    abi: SAFE,
    functionName: "setup",
    args: [addresses, threshold, NOBODY, "0x", fallbackHandler, NOBODY, 0n, NOBODY],
  });
}

/** Each owner's signature, in the order of their addresses as a Safe wants them. */
async function signTogether(owners: readonly Owner[], message: Hex, safe: Hex): Promise<Hex> {
  const inOrder = owners.toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
  const signatures = inOrder.map((owner) =>
    owner.signTypedData({
      domain: { chainId: LOCAL_CHAIN_ID, verifyingContract: safe },
      types: SAFE_MESSAGE,
      primaryType: "SafeMessage",
      message: { message },
    }),
  );
  return concatHex(await Promise.all(signatures));
}
