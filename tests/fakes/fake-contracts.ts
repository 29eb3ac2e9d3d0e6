import { concatHex, parseErc6492Signature, recoverMessageAddress } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { serializeErc6492Signature } from "viem/utils";
import { type Address, type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import type { ChainVerdict } from "@/lib/identity/core/signer-finding.ts";
import type { ContractAccounts, ContractQuestion } from "@/lib/identity/ports.ts";
import type { WalletAccount } from "./wallet-account.ts";

type FakeContract = { address: Address; owners: readonly Hex[] };

/** A chain in memory with contracts that belong to keys, and sign when all of those have. */
export type FakeContracts = {
  contracts: ContractAccounts;
  /** An account that is a contract on `chainId`, or will be, and belongs to as many keys. */
  create(options?: { chainId?: number; owners?: number; isDeployed?: boolean }): WalletAccount;
  /** The same account in the hands of somebody who owns none of it. */
  stolen(account: WalletAccount): WalletAccount;
  /** Lends a key's account the code of a contract that takes nothing (EIP-7702). */
  delegate(address: Hex, chainId?: number): void;
  isContract(address: Hex, chainId: number): boolean;
  /** Questions that were asked, of whichever chain. */
  readonly asked: readonly { chainId: number; question: ContractQuestion }[];
  goDown(): void;
  goUp(): void;
};

export const FAKE_CHAIN = 31_337;
const NO_OWNERS: readonly Hex[] = [];

/**
 * `ContractAccounts` on chains in memory. A signature is the owners' own ones, over text, account
 * and chain together, so that one for another chain is worth nothing, as with a Safe.
 */
export function createFakeContracts(chainIds: readonly number[] = [FAKE_CHAIN]): FakeContracts {
  const code = new Map<number, Map<string, readonly Hex[]>>();
  const asked: { chainId: number; question: ContractQuestion }[] = [];
  let isDown = false;

  const codeOn = (chainId: number) => {
    const there = code.get(chainId) ?? new Map<string, readonly Hex[]>();
    code.set(chainId, there);
    return there;
  };

  async function judge(question: ContractQuestion, chainId: number): Promise<ChainVerdict> {
    asked.push({ chainId, question });
    if (isDown || !chainIds.includes(chainId)) return { kind: "unreachable" };
    const { address, text } = question;
    const { data, signature } = parseErc6492Signature(question.signature);
    const deployed = codeOn(chainId).get(address);
    const owners = deployed ?? (data && ownersIn(data));
    if (!owners) return { kind: "no-contract" };
    const message = signedText({ address, text, chainId });
    const isTaken = owners.length > 0 && (await isSignedBy(owners, message, signature));
    if (isTaken) return { kind: "accepted" };
    return { kind: "refused", ...(deployed?.length === 0 && { isDelegated: true }) };
  }

  function accountOf({ address, owners }: FakeContract, keys: readonly Key[]): WalletAccount {
    return {
      address,
      signMessage: async ({ message: text, chainId }) => {
        const message = signedText({ address, text, chainId });
        const parts = await Promise.all(keys.map((key) => key.signMessage({ message })));
        const signature = concatHex(parts);
        if (codeOn(chainId).has(address)) return signature;
        if (!isNew.has(address)) return signature;
        return serializeErc6492Signature({ address, data: concatHex(owners), signature });
      },
    };
  }

  const isNew = new Set<Address>();
  const contractOf = new Map<string, FakeContract>();

  return {
    contracts: { chainIds, judge },
    create: ({ chainId = FAKE_CHAIN, owners: ownerCount = 1, isDeployed = true } = {}) => {
      const keys = Array.from({ length: ownerCount }, newKey);
      const owners = keys.map((key) => key.address);
      const contract = { address: parseAddress(newKey().address), owners };
      contractOf.set(contract.address, contract);
      if (isDeployed) codeOn(chainId).set(contract.address, owners);
      else isNew.add(contract.address);
      return accountOf(contract, keys);
    },
    stolen: ({ address }) => {
      const contract = contractOf.get(address);
      if (!contract) throw new Error("There is no such contract");
      return accountOf(contract, contract.owners.map(newKey));
    },
    delegate: (address, chainId = FAKE_CHAIN) => {
      codeOn(chainId).set(address, NO_OWNERS);
    },
    isContract: (address, chainId) => (codeOn(chainId).get(address)?.length ?? 0) > 0,
    asked,
    goDown: () => {
      isDown = true;
    },
    goUp: () => {
      isDown = false;
    },
  };
}

type Key = ReturnType<typeof newKey>;

function newKey() {
  return privateKeyToAccount(generatePrivateKey());
}

function signedText({ address, text, chainId }: { address: Hex; text: string; chainId: number }) {
  return `${chainId}:${address}:${text}`;
}

async function isSignedBy(
  owners: readonly Hex[],
  message: string,
  signature: Hex,
): Promise<boolean> {
  const parts = signature.slice(2).match(/.{130}/g) ?? [];
  const signers = await Promise.all(
    parts.map((part) =>
      recoverMessageAddress({ message, signature: `0x${part}` }).catch(() => undefined),
    ),
  );
  return owners.every((owner) => signers.includes(owner));
}

/** Addresses that were written one after the other. */
function ownersIn(data: Hex): Hex[] {
  return (data.slice(2).match(/.{40}/g) ?? []).map((digits) => parseAddress(`0x${digits}`));
}
