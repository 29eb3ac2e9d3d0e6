import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "../core/address.ts";
import { isDelegatedCode } from "../core/delegated-code.ts";
import type { WalletChain } from "../core/signer-finding.ts";
import { carriesCode, toWalletError } from "./wallet-error.ts";

/** A wallet as a page has it (EIP-1193). */
export type WalletProvider = {
  request(asking: { method: string; params?: readonly unknown[] }): Promise<unknown>;
};

/** A chain as a wallet is told of it (EIP-3085). */
export type ChainToAdd = {
  id: number;
  name: string;
  nativeCurrency: { name: string; symbol: string; decimals: number };
  rpcUrls: { default: { http: readonly string[] } };
};

/** Answers that every wallet has at hand: one that takes longer does not tell. */
const TOLD_WITHIN_MS = 2_000;
/** The wallet does not know the chain (EIP-3326). */
const UNKNOWN_CHAIN = 4902;

/** Where a wallet is, and whether the account is a contract there. */
export async function readWalletChain(
  provider: WalletProvider,
  address: Address,
): Promise<WalletChain> {
  const [chainId, code] = await Promise.all([
    told(provider.request({ method: "eth_chainId" })),
    told(provider.request({ method: "eth_getCode", params: [address, "latest"] })),
  ]);
  const id = typeof chainId === "string" ? Number(chainId) : chainId;
  return {
    ...(typeof id === "number" && Number.isSafeInteger(id) && { chainId: id }),
    ...(typeof code === "string" && { isContract: code.length > 2 && !isDelegatedCode(code) }),
  };
}

/** Has the wallet change to `chainId` (EIP-3326); it is told of `chain` when it does not know it. */
export async function switchWalletChain(
  provider: WalletProvider,
  chainId: number,
  chain: ChainToAdd | undefined,
): Promise<void> {
  const params = [{ chainId: `0x${chainId.toString(16)}` }];
  const ask = () => provider.request({ method: "wallet_switchEthereumChain", params });
  try {
    await ask().catch(async (error: unknown) => {
      if (!carriesCode(error, UNKNOWN_CHAIN) || !chain) throw error;
      await provider.request({ method: "wallet_addEthereumChain", params: [toParameter(chain)] });
      await ask();
    });
  } catch (error) {
    throw toSwitchError(error, chainId);
  }
  // Some wallets say yes and stay where they are.
  const now = Number(await told(provider.request({ method: "eth_chainId" })));
  if (now !== chainId) throw noSwitch(chainId);
}

function toParameter({ id, name, nativeCurrency, rpcUrls }: ChainToAdd) {
  return {
    chainId: `0x${id.toString(16)}`,
    chainName: name,
    nativeCurrency,
    rpcUrls: rpcUrls.default.http,
  };
}

function toSwitchError(error: unknown, chainId: number): ParleyError {
  const known = toWalletError(error);
  return known.code === "wallet.failed" ? noSwitch(chainId, error) : known;
}

function noSwitch(chainId: number, cause?: unknown): ParleyError {
  return new ParleyError("wallet.no-switch", "The wallet stays on its chain", {
    facts: { chainId },
    cause,
  });
}

/** What a wallet answers at once; undefined when it fails or takes its time. */
export async function told(answer: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), TOLD_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
