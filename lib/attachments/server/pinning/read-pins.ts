import { type PinResults, type PinStatus, Status } from "@ipfs-shipyard/pinning-service-client";
import { CID } from "multiformats/cid";
import { z } from "zod";

/** One request of ours, as the service knows it. */
export type Pin = { id: string; status: Status };

/** All that the specification allows; without them only what is pinned is told. */
export const EVERY_STATUS = Object.values(Status);

const pinSchema = z.object({
  requestid: z.string().min(1),
  status: z.enum(EVERY_STATUS as [Status, ...Status[]]),
  pin: z.object({ cid: z.string() }),
});

/** Throws unless it is an answer for that file. */
export function readPin(answer: PinStatus, cid: string): Pin {
  const { requestid, status, pin } = pinSchema.parse(answer);
  if (!isSame(pin.cid, cid)) throw new Error("the answer is about another file");
  return { id: requestid, status };
}

/** A service that does not know how to filter tells of other files too. */
export function readPins({ results }: PinResults, cid: string): Pin[] {
  return z
    .array(pinSchema)
    .parse(results)
    .filter(({ pin }) => isSame(pin.cid, cid))
    .map(({ requestid, status }) => ({ id: requestid, status }));
}

/** A CID may be written in several ways. */
function isSame(said: string, cid: string): boolean {
  try {
    return CID.parse(said).toV1().equals(CID.parse(cid).toV1());
  } catch {
    return false;
  }
}
