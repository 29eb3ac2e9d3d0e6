import type { PrivateKeyAccount } from "viem/accounts";
import { createGate, type Gate } from "./gate.ts";

/** What a browser extension puts into a page: a provider (EIP-1193) and a name for it (EIP-6963). */
export type Eip1193Wallet = {
  readonly provider: Eip1193Provider;
  readonly signatureRequests: readonly string[];
  readonly isConnected: boolean;
  /** The next request that opens a window fails with this code. */
  failNext(code: number): void;
  signNextWith(account: PrivateKeyAccount): void;
  hold(): void;
  answer(): void;
  switchTo(account: PrivateKeyAccount): void;
  switchChain(chainId: number): void;
  goAway(): void;
};

type Request = { method: string; params?: readonly unknown[] };
type Listener = (value: unknown) => void;

export type Eip1193Provider = {
  request(request: Request): Promise<unknown>;
  on(event: string, listener: Listener): void;
  removeListener(event: string, listener: Listener): void;
};

const WINDOWED = new Set(["wallet_requestPermissions", "eth_requestAccounts", "personal_sign"]);

export function createEip1193Wallet(accounts: readonly PrivateKeyAccount[]): Eip1193Wallet {
  const listeners = new Map<string, Set<Listener>>();
  const signatureRequests: string[] = [];
  let active = accounts[0];
  let chainId = 1;
  let isConnected = false;
  let nextFailure: number | undefined;
  let nextSigner: PrivateKeyAccount | undefined;
  let gate: Gate | undefined;

  const tell = (event: string, value: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(value);
  };
  const listOf = (event: string) => {
    const list = listeners.get(event) ?? new Set();
    listeners.set(event, list);
    return list;
  };
  const permitted = () => (isConnected && active ? [active.address.toLowerCase()] : []);

  async function request({ method, params = [] }: Request): Promise<unknown> {
    if (method === "personal_sign") signatureRequests.push(textOf(params[0]));
    if (WINDOWED.has(method)) await personAnswered();
    switch (method) {
      case "wallet_requestPermissions":
        isConnected = true;
        return [{ caveats: [{ type: "restrictReturnedAccounts", value: permitted() }] }];
      case "eth_requestAccounts":
        isConnected = true;
        return permitted();
      case "eth_accounts":
        return permitted();
      case "eth_chainId":
        return `0x${chainId.toString(16)}`;
      case "wallet_switchEthereumChain":
        switchChain(Number((params[0] as { chainId: string }).chainId));
        return null;
      case "wallet_revokePermissions":
        isConnected = false;
        return null;
      case "personal_sign":
        return sign(textOf(params[0]), String(params[1]));
      default:
        throw Object.assign(new Error(`${method} is not supported`), { code: 4200 });
    }
  }

  function switchChain(next: number): void {
    chainId = next;
    tell("chainChanged", `0x${next.toString(16)}`);
  }

  async function personAnswered(): Promise<void> {
    await gate?.opened;
    const code = nextFailure;
    nextFailure = undefined;
    if (code) throw Object.assign(new Error("The wallet said no"), { code });
  }

  function sign(message: string, address: string): Promise<string> {
    const asked = accounts.find(
      (account) => account.address.toLowerCase() === address.toLowerCase(),
    );
    const signer = nextSigner ?? asked;
    nextSigner = undefined;
    if (!signer) throw Object.assign(new Error("Unknown account"), { code: 4100 });
    return signer.signMessage({ message });
  }

  return {
    provider: {
      request,
      on: (event, listener) => listOf(event).add(listener),
      removeListener: (event, listener) => listOf(event).delete(listener),
    },
    signatureRequests,
    get isConnected() {
      return isConnected;
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
      tell("accountsChanged", [account.address.toLowerCase()]);
    },
    switchChain,
    goAway: () => {
      isConnected = false;
      tell("accountsChanged", []);
    },
  };
}

function textOf(hex: unknown): string {
  return Buffer.from(String(hex).slice(2), "hex").toString("utf8");
}

/** Announces `provider` now and whenever somebody asks (EIP-6963). */
export function announceWallet(
  page: EventTarget,
  info: { rdns: string; name: string; icon?: string },
  provider: Eip1193Provider,
): void {
  const detail = { info: { uuid: crypto.randomUUID(), icon: "", ...info }, provider };
  const announce = () =>
    page.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  page.addEventListener("eip6963:requestProvider", announce);
  announce();
}
