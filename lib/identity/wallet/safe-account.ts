import {
  concatHex,
  encodeFunctionData,
  encodePacked,
  getCreate2Address,
  hashMessage,
  hexToBigInt,
  keccak256,
  serializeErc6492Signature,
  toHex,
} from "viem/utils";
// Not by its alias: the script that writes the local chain reads this file too.
import {
  SAFE_CONTRACTS,
  SAFE_PROXY_CREATION_CODE,
  safeAbi,
  safeProxyFactoryAbi,
} from "../../../contracts-abi/safe.ts";
import type { Hex } from "../core/address.ts";

const NOBODY = `0x${"00".repeat(20)}` as const;

/** An owner of a Safe, as viem's local accounts are. */
export type SafeOwner = {
  readonly address: Hex;
  signTypedData(typedData: SafeMessage): Promise<Hex>;
};

type SafeMessage = {
  domain: { chainId: number; verifyingContract: Hex };
  types: { SafeMessage: { name: string; type: string }[] };
  primaryType: "SafeMessage";
  message: { message: Hex };
};

/** A Safe whose owners' keys are at hand. It signs for real, deployed or not. */
export type SafeAccount = {
  readonly address: Hex;
  /** The call that deploys it: data for the factory `to`. */
  readonly deployment: { to: Hex; data: Hex };
  /** What the deployed contract accepts as its signature of `message` (ERC-1271). */
  signMessage(request: { message: string }): Promise<Hex>;
  /** The same before anything is deployed: wrapped with the deployment (ERC-6492). */
  signUndeployed(request: { message: string }): Promise<Hex>;
};

/**
 * The Safe (1.5, by its canonical contracts) of `owners`, all of whom sign. The same owners and
 * `saltNonce` give the same address on every chain that has those contracts.
 */
export function createSafeAccount(
  owners: readonly SafeOwner[],
  { chainId, saltNonce = 0n }: { chainId: number; saltNonce?: bigint },
): SafeAccount {
  const { singleton, proxyFactory } = SAFE_CONTRACTS;
  const initializer = setupOf(owners);
  const address = getCreate2Address({
    from: proxyFactory,
    salt: keccak256(encodePacked(["bytes32", "uint256"], [keccak256(initializer), saltNonce])),
    bytecode: concatHex([SAFE_PROXY_CREATION_CODE, toHex(hexToBigInt(singleton), { size: 32 })]),
  });
  const data = encodeFunctionData({
    abi: safeProxyFactoryAbi,
    functionName: "createProxyWithNonce",
    args: [singleton, initializer, saltNonce],
  });
  const signMessage = ({ message }: { message: string }) =>
    signTogether(owners, hashMessage(message), { chainId, verifyingContract: address });
  return {
    address,
    deployment: { to: proxyFactory, data },
    signMessage,
    signUndeployed: async (request) =>
      serializeErc6492Signature({
        address: proxyFactory,
        data,
        signature: await signMessage(request),
      }),
  };
}

function setupOf(owners: readonly SafeOwner[]): Hex {
  const noCall = [NOBODY, "0x"] as const;
  const noPayment = [NOBODY, 0n, NOBODY] as const;
  return encodeFunctionData({
    abi: safeAbi,
    functionName: "setup",
    args: [
      owners.map(({ address }) => address),
      BigInt(owners.length),
      ...noCall,
      SAFE_CONTRACTS.fallbackHandler,
      ...noPayment,
    ],
  });
}

/** Each owner's signature of the Safe's message, in the order of their addresses as it wants. */
async function signTogether(
  owners: readonly SafeOwner[],
  hash: Hex,
  domain: SafeMessage["domain"],
): Promise<Hex> {
  const byAddress = owners.toSorted((a, b) =>
    hexToBigInt(a.address) < hexToBigInt(b.address) ? -1 : 1,
  );
  const signatures = byAddress.map((owner) =>
    owner.signTypedData({
      domain,
      types: { SafeMessage: [{ name: "message", type: "bytes" }] },
      primaryType: "SafeMessage",
      message: { message: hash },
    }),
  );
  return concatHex(await Promise.all(signatures));
}
