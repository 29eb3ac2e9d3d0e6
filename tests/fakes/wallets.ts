import { privateKeyToAccount } from "viem/accounts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type {
  Wallet,
  WalletCalls,
  WalletChange,
  WalletOption,
  Wallets,
} from "@/lib/identity/ports.ts";
import { createFakeChain } from "./fake-chain.ts";
import { createGate, type Gate } from "./gate.ts";
import type { WalletAccount } from "./wallet-account.ts";

/** Two people with keys of their own, good for nothing else. */
export const ALICE_KEY = privateKeyToAccount(`0x${"a1".repeat(32)}`);
export const BOB_KEY = privateKeyToAccount(`0x${"b0".repeat(32)}`);

/** A wallet in memory, and the hand of the person who holds it. */
export type FakeWallets = {
  wallets: Wallets;
  /** Every text that the wallet was asked to sign. */
  readonly signatureRequests: readonly string[];
  readonly isConnected: boolean;
  /** How often it was asked for an account, and how often it was let go. */
  readonly visits: { readonly begun: number; readonly ended: number };
  announce(option: WalletOption): void;
  /** The next request of the wallet fails with `code`. */
  failNext(code: ErrorCode): void;
  /** The next signature is made by another key than the one asked. */
  signNextWith(account: WalletAccount): void;
  /** The wallet leaves requests open until `answer`. */
  hold(): void;
  answer(): void;
  switchTo(account: WalletAccount): void;
  /** Its person has it on another chain from now on. */
  switchChain(chainId: number): void;
  /** The wallet can't be made to change its chain by a page. */
  pinChain(): void;
  goAway(): void;
};

type FakeWalletOptions = {
  chainId?: number;
  /** What the wallet says of an account, if it does. */
  isContract?: (address: Address, chainId: number) => boolean | undefined;
  /** What it does on chains; unless given, on a chain of its own in memory. */
  calls?: WalletCalls;
};

/** A `Wallets` whose accounts sign for real, without any window. */
export function createFakeWallets(
  accounts: readonly WalletAccount[] = [ALICE_KEY, BOB_KEY],
  { chainId: startsOn = 1, isContract = () => false, calls }: FakeWalletOptions = {},
): FakeWallets {
  const options: WalletOption[] = [{ id: "com.example.fake", name: "Fake", kind: "installed" }];
  const optionListeners = new Set<(options: readonly WalletOption[]) => void>();
  const changeListeners = new Set<(change: WalletChange) => void>();
  const signatureRequests: string[] = [];
  let active = accounts[0];
  let nextFailure: ErrorCode | undefined;
  let nextSigner: WalletAccount | undefined;
  let chainId = startsOn;
  let isPinned = false;
  let gate: Gate | undefined;
  let isConnected = false;
  const visits = { begun: 0, ended: 0 };
  const ownChain = createFakeChain({
    chainId: startsOn,
    accounts: accounts.map(({ address }) => parseAddress(address)),
  });

  const tell = (change: WalletChange) => {
    for (const listener of changeListeners) listener(change);
  };

  const goTo = (next: number) => {
    chainId = next;
    tell({ kind: "chain", chainId });
  };

  async function switchChain(wanted: number): Promise<void> {
    await answered();
    if (isPinned) {
      const facts = { chainId: wanted };
      throw new ParleyError("wallet.no-switch", "The fake wallet stays", { facts });
    }
    goTo(wanted);
  }

  async function answered(): Promise<void> {
    await gate?.opened;
    const code = nextFailure;
    nextFailure = undefined;
    if (code) throw new ParleyError(code, "The fake wallet was told to fail");
  }

  async function connect(optionId: string): Promise<Wallet> {
    if (!options.some(({ id }) => id === optionId) || !active) {
      throw new ParleyError("wallet.unavailable", "There is no such wallet");
    }
    visits.begun += 1;
    await answered();
    isConnected = true;
    return {
      optionId,
      address: parseAddress(active.address),
      signMessage: async ({ address, text }) => {
        signatureRequests.push(text);
        await answered();
        const signer = nextSigner ?? accountOf(address);
        nextSigner = undefined;
        return signer.signMessage({ message: text, chainId });
      },
      readChain: async (address) => {
        const said = isContract(address, chainId);
        return { chainId, ...(said !== undefined && { isContract: said }) };
      },
      switchChain,
      calls: calls ?? ownChain.calls,
      onChange: (listener) => {
        changeListeners.add(listener);
        return () => changeListeners.delete(listener);
      },
      disconnect: async () => {
        visits.ended += 1;
        isConnected = false;
      },
    };
  }

  function accountOf(address: Address): WalletAccount {
    const account = accounts.find((candidate) => candidate.address === address);
    if (!account) throw new ParleyError("wallet.wrong-account", "Not an account of this wallet");
    return account;
  }

  return {
    wallets: {
      connect,
      onOptions: (listener) => {
        optionListeners.add(listener);
        listener([...options]);
        return () => optionListeners.delete(listener);
      },
    },
    signatureRequests,
    get isConnected() {
      return isConnected;
    },
    visits,
    announce: (option) => {
      options.push(option);
      for (const listener of optionListeners) listener([...options]);
    },
    failNext: (code) => {
      nextFailure = code;
    },
    signNextWith: (account) => {
      nextSigner = account;
    },
    hold: () => {
      gate = createGate();
    },
    answer: () => gate?.open(),
    switchTo: (account) => {
      active = account;
      tell({ kind: "account", address: parseAddress(account.address) });
    },
    switchChain: goTo,
    pinChain: () => {
      isPinned = true;
    },
    goAway: () => tell({ kind: "disconnected" }),
  };
}
