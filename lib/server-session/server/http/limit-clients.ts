import { ParleyError } from "@/lib/errors/base.ts";
import { clientAddress } from "../../core/client-address.ts";
import { type Bucket, type Limit, takeToken } from "../../core/rate.ts";

/** Many people may share one address; none of them needs more than two requests in minutes. */
const LIMIT: Limit = { burst: 120, perSecond: 2 };

/** Clients that are remembered; the one that was silent longest makes room. */
const MAX_CLIENTS = 10_000;

/** Counts requests by client. What it gives fails with `server.too-many`. */
export function limitClients(options: {
  proxyHops: number;
  nowMs: () => number;
}): (request: Request) => void {
  const buckets = new Map<string, Bucket>();
  return (request) => {
    const client = clientAddress(request.headers.get("x-forwarded-for"), options.proxyHops);
    const { bucket, waitMs } = takeToken(buckets.get(client), LIMIT, options.nowMs());
    buckets.delete(client);
    const [oldest] = buckets.keys();
    if (oldest !== undefined && buckets.size >= MAX_CLIENTS) buckets.delete(oldest);
    buckets.set(client, bucket);
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    throw new ParleyError("server.too-many", "No tokens left", { facts: { retryAfterSeconds } });
  };
}
