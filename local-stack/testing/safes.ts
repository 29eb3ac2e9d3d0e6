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

export type SafeWallet = {
  address: Hex;
  chainId: number;
  /** All of them sign. */
  owners: readonly Owner[];
  /** For its own chain unless another is named, where it is as well if it was put there. */
  signMessage(request: { message: string | { raw: Hex }; chainId?: number }): Promise<Hex>;
  /** The same Safe in the hands of somebody who owns none of it: whatever they sign has to be refused. */
  stolen: Pick<SafeWallet, "address" | "chainId" | "signMessage">;
  /** Puts it on the chain; until then it signs with the way to do that (ERC-6492). */
  deploy(): Promise<void>;
};

export type SafeOptions = {
  /** Accounts of viem have what is needed; a number is so many new keys, and one of them is usual. */
  owners?: readonly Owner[] | number;
  /** False for one that is counterfactual: it has an address, and signs, and is not there yet. */
  isDeployed?: boolean;
  saltNonce?: bigint;
};

/** A Safe on the local chain at `chainUrl` (`urls.chain`), as a wallet that signs for an inbox. */
export async function createSafe(
  chainUrl: string,
  { owners: given = 1, isDeployed = true, saltNonce = 0n }: SafeOptions = {},
): Promise<SafeWallet> {
  const owners = typeof given === "number" ? Array.from({ length: given }, newKey) : given;
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
  const signedBy = (signers: readonly Owner[]) => ({
    address,
    chainId: LOCAL_CHAIN_ID,
    async signMessage({
      message,
      chainId = LOCAL_CHAIN_ID,
    }: {
      message: string | { raw: Hex };
      chainId?: number;
    }) {
      const domain = { chainId, verifyingContract: address };
      const signature = await signTogether(signers, hashMessage(message), domain);
      return isThere ? signature : serializeErc6492Signature({ address: to, data, signature });
    },
  });
  const safe: SafeWallet = {
    ...signedBy(owners),
    owners,
    stolen: signedBy(owners.map(impostorOf)),
    async deploy() {
      await chain.send({ to, data });
      isThere = true;
    },
  };
  if (isDeployed) await safe.deploy();
  return safe;
}

function newKey() {
  return privateKeyToAccount(generatePrivateKey());
}

/** Claims to be that owner, and signs with another key. */
function impostorOf({ address }: Owner): Owner {
  return { address, signTypedData: newKey().signTypedData };
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
async function signTogether(
  owners: readonly Owner[],
  message: Hex,
  domain: { chainId: number; verifyingContract: Hex },
): Promise<Hex> {
  const inOrder = owners.toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
  const signatures = inOrder.map((owner) =>
    owner.signTypedData({
      domain,
      types: SAFE_MESSAGE,
      primaryType: "SafeMessage",
      message: { message },
    }),
  );
  return concatHex(await Promise.all(signatures));
}
