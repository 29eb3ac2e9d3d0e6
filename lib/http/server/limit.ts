import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { clientAddress } from "../core/client-address.ts";
import { type Bucket, type Limit, takeToken } from "../core/rate.ts";

/** Who is remembered; the one that was silent longest makes room. */
const MAX_REMEMBERED = 10_000;

type Options = { limit: Limit; nowMs: () => number; code?: ErrorCode };

/**
 * Counts what is done by somebody. What it gives fails with `code` (`server.too-many`) when that is
 * more than the limit, and says when to come again.
 */
export function limitBy({
  limit,
  nowMs,
  code = "server.too-many",
}: Options): (who: string) => void {
  const buckets = new Map<string, Bucket>();
  return (who) => {
    const { bucket, waitMs } = takeToken(buckets.get(who), limit, nowMs());
    buckets.delete(who);
    const [oldest] = buckets.keys();
    if (oldest !== undefined && buckets.size >= MAX_REMEMBERED) buckets.delete(oldest);
    buckets.set(who, bucket);
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    throw new ParleyError(code, "No tokens left", { facts: { retryAfterSeconds } });
  };
}

/** Counts requests by client address. */
export function limitClients({
  proxyHops,
  ...options
}: Options & { proxyHops: number }): (request: Request) => void {
  const limit = limitBy(options);
  return ({ headers }) => limit(clientAddress(headers.get("x-forwarded-for"), proxyHops));
}
