import { randomBytes } from "node:crypto";

/** The clock and the chance of a server. */
export const serverHost = {
  nowMs: () => Date.now(),
  randomBytes: (length: number): Uint8Array => new Uint8Array(randomBytes(length)),
};
