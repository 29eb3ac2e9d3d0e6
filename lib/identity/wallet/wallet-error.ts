import { ParleyError } from "@/lib/errors/base.ts";
import type { IdentityErrorCode } from "@/lib/errors/identity.ts";

/** Codes of EIP-1193, EIP-1474 and WalletConnect's 5000, in the words of Parley. */
const BY_CODE: ReadonlyMap<unknown, IdentityErrorCode> = new Map<unknown, IdentityErrorCode>([
  [4001, "wallet.rejected"],
  [5000, "wallet.rejected"],
  ["ACTION_REJECTED", "wallet.rejected"],
  [-32002, "wallet.busy"],
  [4100, "wallet.unavailable"],
  [4900, "wallet.unavailable"],
  [4901, "wallet.unavailable"],
  // A connector whose package this copy of Parley does not bring along.
  ["MODULE_NOT_FOUND", "wallet.not-loaded"],
  ["ERR_MODULE_NOT_FOUND", "wallet.not-loaded"],
]);

/** Errors of wagmi's own that carry no code. */
const BY_NAME: ReadonlyMap<unknown, IdentityErrorCode> = new Map<unknown, IdentityErrorCode>([
  ["ProviderNotFoundError", "wallet.unavailable"],
  ["ConnectorNotConnectedError", "wallet.unavailable"],
  ["ConnectorAccountNotFoundError", "wallet.wrong-account"],
]);

/**
 * Gives whatever a wallet threw as a `wallet.*` error. Wallets and libraries wrap the code that
 * counts in causes and in `data.originalError`, so all of them are looked through, outside in.
 */
export function toWalletError(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const code = chain(error).map(codeOf).find(Boolean) ?? "wallet.failed";
  return new ParleyError(code, messageOf(error), { cause: error });
}

/** Whether `code` is in what a wallet threw, wherever it was wrapped. */
export function carriesCode(error: unknown, code: number): boolean {
  return chain(error).some((each) => each.code === code);
}

/** Whether what a wallet threw says so, wherever it was wrapped. */
export function carriesWords(error: unknown, words: RegExp): boolean {
  return chain(error).some(({ message }) => typeof message === "string" && words.test(message));
}

function codeOf(error: Record<string, unknown>): IdentityErrorCode | undefined {
  const code = BY_CODE.get(error.code) ?? BY_NAME.get(error.name);
  if (code) return code;
  // Some wallets give a refusal no code of its own (-32603, or none at all).
  const message = typeof error.message === "string" ? error.message : "";
  return /user (rejected|denied|cancell?ed)/i.test(message) ? "wallet.rejected" : undefined;
}

function chain(error: unknown): Record<string, unknown>[] {
  const seen: Record<string, unknown>[] = [];
  let next: unknown = error;
  while (isObject(next) && !seen.includes(next)) {
    seen.push(next);
    next = next.cause ?? (isObject(next.data) ? next.data.originalError : undefined);
  }
  return seen;
}

function messageOf(error: unknown): string {
  if (isObject(error) && typeof error.message === "string") return error.message;
  return typeof error === "string" ? error : "The wallet failed without a reason";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
