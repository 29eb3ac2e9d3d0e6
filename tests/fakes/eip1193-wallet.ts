import { createGate, type Gate } from "./gate.ts";
import { createProviderTransactions, type ProviderTransactions } from "./provider-transactions.ts";
import type { WalletAccount } from "./wallet-account.ts";

/** What a browser extension puts into a page: a provider (EIP-1193) and a name for it (EIP-6963). */
export type Eip1193Wallet = {
  readonly provider: Eip1193Provider;
  readonly signatureRequests: readonly string[];
  readonly isConnected: boolean;
  /** The next request that opens a window fails with this code. */
  failNext(code: number): void;
  signNextWith(account: WalletAccount): void;
  hold(): void;
  answer(): void;
  switchTo(account: WalletAccount): void;
  /** Its person has it on another chain from now on. */
  switchChain(chainId: number): void;
  /** It can't be made to change its chain by a page: another answers `code` (4200: unsupported). */
  pinChain(code?: number): void;
  /** Every chain that the wallet was told of (EIP-3085), or asked to change to. */
  readonly chainRequests: readonly string[];
  /** What it sent, and how it answers for it. */
  readonly transactions: Pick<ProviderTransactions, "sent" | "loseNextAnswer">;
  goAway(): void;
};

type Request = { method: string; params?: readonly unknown[] };
type ChainParameter = { chainId: string; chainName?: string; rpcUrls?: readonly string[] };
type Listener = (value: unknown) => void;

export type Eip1193Provider = {
  request(request: Request): Promise<unknown>;
  on(event: string, listener: Listener): void;
  removeListener(event: string, listener: Listener): void;
};

const WINDOWED = new Set([
  "wallet_requestPermissions",
  "eth_requestAccounts",
  "personal_sign",
  "wallet_switchEthereumChain",
  "wallet_addEthereumChain",
  "eth_sendTransaction",
  "wallet_sendCalls",
]);

const UNSUPPORTED = 4200;
const UNKNOWN_CHAIN = 4902;

export type Eip1193Options = {
  /** Where it is at first. */
  chainId?: number;
  /** The chains that it knows besides, and what it reads them by; it reads nothing of others. */
  rpcUrls?: Readonly<Record<number, string>>;
  /** Whether it takes several calls in one request (EIP-5792), and how it makes them. */
  bundles?: "atomic" | "sequential";
};

export function createEip1193Wallet(
  accounts: readonly WalletAccount[],
  { chainId: startsOn = 1, rpcUrls = {}, bundles }: Eip1193Options = {},
): Eip1193Wallet {
  const listeners = new Map<string, Set<Listener>>();
  const signatureRequests: string[] = [];
  const chainRequests: string[] = [];
  const known = new Map(Object.entries(rpcUrls).map(([id, url]) => [Number(id), url]));
  let active = accounts[0];
  let chainId = startsOn;
  let pinnedBy: number | undefined;
  let isConnected = false;
  let nextFailure: number | undefined;
  let nextSigner: WalletAccount | undefined;
  let gate: Gate | undefined;

  const transactions = createProviderTransactions(accounts, {
    bundles,
    chain: () => ({ chainId, url: known.get(chainId) }),
  });

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
      case "eth_getCode": {
        const url = known.get(chainId);
        return url ? askChain(url, { method, params }) : "0x";
      }
      case "wallet_switchEthereumChain":
        return obey(params[0] as ChainParameter);
      case "wallet_addEthereumChain":
        return learn(params[0] as ChainParameter);
      case "wallet_revokePermissions":
        isConnected = false;
        return null;
      case "personal_sign":
        return sign(textOf(params[0]), String(params[1]));
      default:
        return transactions.request({ method, params });
    }
  }

  function obey({ chainId: wanted }: ChainParameter): null {
    chainRequests.push(`switch ${Number(wanted)}`);
    if (pinnedBy) throw Object.assign(new Error("The wallet stays"), { code: pinnedBy });
    const next = Number(wanted);
    if (next !== chainId && !known.has(next)) {
      throw Object.assign(new Error("Unrecognized chain"), { code: UNKNOWN_CHAIN });
    }
    switchChain(next);
    return null;
  }

  function learn({ chainId: told, chainName, rpcUrls: urls }: ChainParameter): null {
    chainRequests.push(`add ${Number(told)} ${chainName}`);
    if (urls?.[0]) known.set(Number(told), urls[0]);
    return null;
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
    return signer.signMessage({ message, chainId });
  }

  return {
    provider: {
      request,
      on: (event, listener) => listOf(event).add(listener),
      removeListener: (event, listener) => listOf(event).delete(listener),
    },
    signatureRequests,
    chainRequests,
    transactions,
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
    pinChain: (code = UNSUPPORTED) => {
      pinnedBy = code;
    },
    goAway: () => {
      isConnected = false;
      tell("accountsChanged", []);
    },
  };
}

async function askChain(url: string, asking: Request): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, ...asking });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body });
  return ((await answer.json()) as { result: unknown }).result;
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
