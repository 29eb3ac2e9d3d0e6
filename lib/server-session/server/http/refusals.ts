import { LATER, type Refusals } from "@/lib/http/server/answer.ts";

/** What is told of each error of a session. */
export const SESSION_REFUSALS: Refusals = {
  "server.too-large": { status: 413, message: "The body is larger than 32 KiB." },
  "server.wrong-type": { status: 415, message: "The body must be application/json." },
  "session.superseded": {
    status: 409,
    message: "The session was renewed moments ago: use the newer cookie.",
  },
  "session.nonce": {
    status: 401,
    message: "The nonce is unknown, over, or was used: ask for another.",
  },
  "session.wrong-domain": { status: 401, message: "The proof is meant for another site." },
  "session.expired": { status: 401, message: "The proof is not valid at this time." },
  "session.signature": { status: 401, message: "The signature is not that of the proof's signer." },
  "session.not-a-member": {
    status: 401,
    message: "The network does not have this signer in that inbox.",
  },
  "session.wrong-chain": {
    status: 401,
    message: "No key of the address signed, and its chain is not configured here.",
  },
  "session.chain-unreachable": { ...LATER, message: "The chain does not answer." },
  "xmtp.unreachable": { ...LATER, message: "The XMTP network does not answer." },
  "xmtp.engine-died": { ...LATER, message: "The server could not judge what XMTP answered." },
};
