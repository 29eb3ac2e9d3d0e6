import { ParleyError } from "@/lib/errors/base.ts";
import type { Call } from "@/lib/transactions/core/call.ts";
import type { BundleOutcome, CallAbility } from "@/lib/transactions/core/run.ts";
import type { Address, Hex } from "../core/address.ts";
import type { WalletCalls } from "../ports.ts";
import { told, type WalletProvider } from "./wallet-chain.ts";
import { carriesCode, carriesWords, toWalletError } from "./wallet-error.ts";

/** Transactions and calls through a wallet as a page has it (EIP-1193, EIP-5792). */
export function providerCalls(provider: () => Promise<WalletProvider>): WalletCalls {
  const ask = async (method: string, ...params: unknown[]) =>
    (await provider()).request({ method, params });

  async function requireAccount(address: Address): Promise<void> {
    const accounts = await ask("eth_accounts").catch(rethrow);
    const offered = Array.isArray(accounts) ? accounts.map((each) => String(each)) : [];
    if (offered.some((each) => each.toLowerCase() === address.toLowerCase())) return;
    throw new ParleyError("wallet.wrong-account", "The wallet does not offer that account");
  }

  return {
    readAbility: async ({ address, chainId }) => {
      const id = toHex(chainId);
      // Who has never heard of it says so by an error, or by nothing at all.
      const said = await told(ask("wallet_getCapabilities", address, [id]));
      return toAbility(said, id);
    },
    send: async ({ address, chainId, call }) => {
      await requireAccount(address);
      // The chain goes along, so that a wallet which has left it meanwhile refuses.
      const transaction = { from: address, chainId: toHex(chainId), ...toParameter(call) };
      const hash = await ask("eth_sendTransaction", transaction).catch(rethrowSending);
      if (isHash(hash)) return hash;
      throw unsure("The wallet gave no hash");
    },
    sendTogether: async ({ address, chainId, calls, isAtomic }) => {
      await requireAccount(address);
      const given = await ask("wallet_sendCalls", {
        version: "2.0.0",
        chainId: toHex(chainId),
        from: address,
        atomicRequired: isAtomic,
        calls: calls.map(toParameter),
      }).catch(rethrowSending);
      // The first version of EIP-5792 gave the id alone.
      const id = isObject(given) ? given.id : given;
      if (typeof id === "string" && id !== "") return id;
      throw unsure("The wallet gave no id");
    },
    readOutcome: async (bundleId) => toOutcome(await ask("wallet_getCallsStatus", bundleId)),
    readReceipt: async (hash) => {
      const receipt = await ask("eth_getTransactionReceipt", hash);
      return isObject(receipt) ? (isSuccess(receipt) ? "confirmed" : "reverted") : undefined;
    },
  };
}

function toParameter({ to, value, data }: Call) {
  return {
    ...(to && { to }),
    value: toHex(value),
    ...(data !== "0x" && { data }),
  };
}

function toHex(number: number | bigint): Hex {
  return `0x${number.toString(16)}`;
}

/** `atomic` is of EIP-5792 as it is, `atomicBatch` of its first version. */
function toAbility(said: unknown, id: Hex): CallAbility {
  if (!isObject(said)) return "single";
  const onChain = said[id] ?? said[String(Number(id))];
  if (!isObject(onChain)) return "single";
  const { atomic, atomicBatch } = onChain;
  if (isObject(atomic) && (atomic.status === "supported" || atomic.status === "ready"))
    return "atomic";
  if (isObject(atomicBatch) && atomicBatch.supported === true) return "atomic";
  return "sequential";
}

/** Status codes of EIP-5792: 1xx undecided, 200 done, 400 and 500 nothing done, 600 partly. */
function toOutcome(said: unknown): BundleOutcome | undefined {
  if (!isObject(said)) return undefined;
  const receipts = (Array.isArray(said.receipts) ? said.receipts : []).filter(isObject);
  const hashes = receipts.flatMap(({ transactionHash }) =>
    isHash(transactionHash) ? transactionHash : [],
  );
  const status = said.status === "CONFIRMED" ? 200 : Number(said.status);
  if (!(status >= 200)) return undefined;
  if (status >= 600 || (status < 300 && !receipts.every(isSuccess))) {
    const each = receipts.flatMap((receipt) =>
      isHash(receipt.transactionHash)
        ? { hash: receipt.transactionHash, isSuccess: isSuccess(receipt) }
        : [],
    );
    return { kind: "partly", receipts: each };
  }
  return { kind: status < 300 ? "confirmed" : "reverted", hashes };
}

function isSuccess({ status }: Record<string, unknown>): boolean {
  return Number(status) === 1;
}

function isHash(value: unknown): value is Hex {
  return typeof value === "string" && /^0x[0-9a-f]{64}$/i.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function rethrow(error: unknown): never {
  throw toWalletError(error);
}

/** The codes of EIP-5792 that say more than no. */
const REFUSED_UPGRADE = 5750;
const NOT_ATOMIC = 5760;
/** Said before anything is sent: the parameters, the account's balance, a call that would fail. */
const REFUSALS = [-32_000, -32_003, -32_600, -32_602, 3, 5700, 5710, 5740];
const NO_SUCH_METHOD = [4200, -32_601];
const REFUSED_IN_WORDS =
  /insufficient funds|exceeds balance|execution reverted|gas required exceeds/i;
/** A node refuses so what it has already: the same transaction, by another way or a moment before. */
const SENT_BEFORE = /already known|known transaction|already imported|nonce too low/i;

function rethrowSending(error: unknown): never {
  const known = toWalletError(error);
  const has = (...codes: readonly number[]) => codes.some((code) => carriesCode(error, code));
  const fail = (code: "wallet.rejected" | "wallet.not-atomic" | "wallet.no-transactions") => {
    throw new ParleyError(code, known.message, { cause: error });
  };
  if (has(REFUSED_UPGRADE)) fail("wallet.rejected");
  if (has(NOT_ATOMIC)) fail("wallet.not-atomic");
  if (has(...NO_SUCH_METHOD)) fail("wallet.no-transactions");
  if (carriesWords(error, SENT_BEFORE)) throw unsure(known.message, error);
  if (has(...REFUSALS) || REFUSED_IN_WORDS.test(known.message))
    throw new ParleyError("transaction.refused", known.message, { cause: error });
  if (known.code === "wallet.failed") throw unsure(known.message, error);
  throw known;
}

function unsure(message: string, cause?: unknown): ParleyError {
  return new ParleyError("wallet.failed", message, { facts: { isUnsure: true }, cause });
}
