import { createTestClient, type Hex, http, publicActions, walletActions } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { createSafeAccount, type SafeOwner } from "@/lib/identity/wallet/safe-account.ts";
import type { WalletAccount } from "./wallet-account.ts";

/** The first of anvil's accounts pays for everything. */
const PAYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

export type LocalSafe = {
  account: WalletAccount;
  /** The same Safe in the hands of somebody who owns none of it. */
  stolen: WalletAccount;
  deploy(): Promise<void>;
};

export type LocalSafes = {
  /** A Safe that nobody had before, of as many new keys. */
  create(options?: { ownerCount?: number; isDeployed?: boolean }): Promise<LocalSafe>;
  /** Gives an account code, as a contract's or as lent to a key (EIP-7702). */
  setCode(address: Hex, code: Hex): Promise<void>;
};

/** Deploys Safes on the local chain at `rpcUrl`; they sign for the chain on which their wallet is. */
export function localSafes(rpcUrl: string): LocalSafes {
  const client = createTestClient({ chain: foundry, mode: "anvil", transport: http(rpcUrl) })
    .extend(publicActions)
    .extend(walletActions);

  async function create({ ownerCount = 1, isDeployed = true } = {}): Promise<LocalSafe> {
    const owners = newKeys(ownerCount);
    const own = createSafeAccount(owners, { chainId: foundry.id });
    let isThere = false;
    const signerOf = (signers: readonly SafeOwner[]): WalletAccount => ({
      address: own.address,
      signMessage: async ({ message, chainId }) => {
        const safe = createSafeAccount(signers, { chainId });
        return isThere ? safe.signMessage({ message }) : safe.signUndeployed({ message });
      },
    });
    const deploy = async () => {
      const hash = await client.sendTransaction({ account: PAYER, ...own.deployment });
      await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
      isThere = true;
    };
    if (isDeployed) await deploy();
    return { account: signerOf(owners), stolen: signerOf(owners.map(impostorOf)), deploy };
  }

  return { create, setCode: (address, bytecode) => client.setCode({ address, bytecode }) };
}

/** Somebody who claims to be an owner, and signs with a key that is none. */
function impostorOf({ address }: SafeOwner): SafeOwner {
  const [key] = newKeys(1);
  if (!key) throw new Error("No key was made");
  return { address, signTypedData: key.signTypedData };
}

function newKeys(count: number) {
  return Array.from({ length: count }, () => privateKeyToAccount(generatePrivateKey()));
}
