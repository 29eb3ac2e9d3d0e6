import { Configuration, RemotePinningServiceClient } from "@ipfs-shipyard/pinning-service-client";
import type { PinningService, PinStatus } from "@/lib/attachments/ports.ts";
import { pinningError } from "./pinning-error.ts";
import { EVERY_STATUS, type Pin, readPin, readPins } from "./read-pins.ts";

export type RemotePinningOptions = {
  /** Where the API is, without `/pins`. */
  url: string;
  token: string;
  /** How long an answer may take: 30 s unless given. */
  timeoutMs?: number;
};

/** Of one file there is one, unless two servers of one token asked in the same moment. */
const MOST_PINS = 100;
/** What is told of several pins of one file. */
const BEST_FIRST: readonly PinStatus[] = ["pinned", "pinning", "queued", "failed"];

/**
 * A pinning service by the IPFS Pinning Service API (1.0.0). What it asks is `archive.no-service` when
 * it is not answered as specified, and never says the token. Files are asked for by their CID alone:
 * no name, no `meta`, nothing of where they come from.
 */
export function createRemotePinning(options: RemotePinningOptions): PinningService {
  const { url, token, timeoutMs = 30_000 } = options;
  const { host } = new URL(url);
  const client = new RemotePinningServiceClient(
    new Configuration({ endpointUrl: url, accessToken: token }),
  );
  /** Elsewhere nobody is shown the token: a redirection is no answer. */
  const within = (): RequestInit => ({
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const asked = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (error) {
      throw pinningError(error, host);
    }
  };

  const pinsOf = async (cid: string): Promise<Pin[]> => {
    const query = { cid: [cid], status: EVERY_STATUS, limit: MOST_PINS };
    const pins = readPins(await client.pinsGet(query, within()), cid);
    return pins.sort((a, b) => BEST_FIRST.indexOf(a.status) - BEST_FIRST.indexOf(b.status));
  };

  return {
    name: host,
    add: (cid) =>
      asked(async () => {
        const [best] = await pinsOf(cid);
        if (best && best.status !== "failed") return best.status;
        const pin = { cid };
        const answer = best
          ? await client.pinsRequestidPost({ requestid: best.id, pin }, within())
          : await client.pinsPost({ pin }, within());
        return readPin(answer, cid).status;
      }),
    status: (cid) => asked(async () => (await pinsOf(cid))[0]?.status),
    remove: (cid) =>
      asked(async () => {
        for (const { id } of await pinsOf(cid)) {
          await client.pinsRequestidDelete({ requestid: id }, within()).catch(unlessGone);
        }
      }),
  };
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Response && error.status === 404)) throw error;
}
