import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";

/**
 * libxmtp tells errors apart by text only: `[Type::Variant] message`, with the description of
 * the gRPC status inside. Every pattern here was met by provoking the error against a node;
 * the first that matches counts.
 */
const PATTERNS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/already registered \d+\/\d+ installations/, "xmtp.installation-limit"],
  [/Missing identity update/, "xmtp.not-registered"],
  // A sync takes many groups: one of which one is no member fails as others do not.
  [/GroupError::GroupInactive/, "group.gone"],
  // A write that the browser refuses is an I/O error to SQLite; what it refuses is what is too much.
  [/database or disk is full|QuotaExceeded|disk I\/O error/i, "storage.full"],
  [/disk image is malformed|file is not a database/i, "storage.lost"],
  [
    /has error code: '(Client specified an invalid argument|Some requested entity was not found|Some entity that we attempted to create already exists|The caller does not have permission|The system is not in a state|Operation was attempted past the valid range|Operation is not implemented|The request does not have valid authentication)/,
    "xmtp.refused",
  ],
  // Every other status is a node in trouble: no connection, a proxy's answer, a limit of rate.
  [/has error code: '/, "xmtp.unreachable"],
  [/fetch failed|Failed to fetch|NetworkError|Load failed|SyncFailedToWait/i, "xmtp.unreachable"],
];

/** What libxmtp, or the node in its words, says of chains. The number is a fact of the error. */
const CHAIN_PATTERNS: readonly (readonly [RegExp, ErrorCode, fact: string])[] = [
  [/Wrong chain id\. Initially added with 0 /, "identity.bound-to-key", ""],
  [/Wrong chain id\. Initially added with (\d+)/, "identity.other-chain", "chainId"],
  [/No RPC endpoint is configured for eip155:(\d+)/, "wallet.unconfirmed", "fromChainId"],
  [/verifier not present for chain ID eip155:(\d+)/, "wallet.unconfirmed", "fromChainId"],
  [/The RPC endpoint of eip155:(\d+) failed/, "chain.unreachable", "chainId"],
];

/**
 * Whether the engine trapped (a panic, no memory left). Nothing that it holds can be trusted or
 * freed after that, and what waits for it may wait for ever.
 */
export function isEnginePanic(error: unknown): boolean {
  if (error instanceof WebAssembly.RuntimeError) return true;
  return error instanceof Error && error.cause !== undefined && isEnginePanic(error.cause);
}

/** The engine swallowed why publishing failed: the network, or a refusal. Only asking tells. */
export function isOpaquePublishError(error: unknown): boolean {
  return messageOf(error).includes("errors publishing intents");
}

/** The engine waited for the network to show what it had published, and the network did not. */
export function isWaitInVain(error: unknown): boolean {
  return messageOf(error).includes("SyncFailedToWait");
}

/** Gives an error of the engine the code that the app acts on; the engine's text stays as message. */
export function toEngineError(error: unknown, fallback: ErrorCode = "unexpected"): ParleyError {
  if (error instanceof ParleyError) return error;
  const message = messageOf(error);
  for (const [pattern, code, fact] of CHAIN_PATTERNS) {
    const match = pattern.exec(message);
    if (!match) continue;
    const facts = fact ? { [fact]: Number(match[1]) } : {};
    return new ParleyError(code, message, { cause: error, facts });
  }
  const code = PATTERNS.find(([pattern]) => pattern.test(message))?.[1] ?? fallback;
  return new ParleyError(code, message, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
