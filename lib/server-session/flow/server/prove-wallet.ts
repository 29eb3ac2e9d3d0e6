import { ParleyError } from "@/lib/errors/base.ts";
import { lookAtSignature } from "@/lib/identity/core/signature.ts";
import { whyNotSiwe } from "../../core/judge.ts";
import { parseSiwe, type SiweMessage } from "../../core/siwe.ts";
import type { Ticket } from "../../core/ticket.ts";
import { requireMember } from "./require-member.ts";
import type { GivenSiwe, SessionServer } from "./session-server.ts";
import { spendNonce } from "./spend-nonce.ts";

/**
 * Whose wallet signed a message of EIP-4361, and which inbox that is. Keys are told by arithmetic;
 * a chain is asked only for what no key of the address signed. Fails as `ServerSessions.proveWallet`
 * does.
 */
export async function proveWallet(
  given: GivenSiwe,
  server: SessionServer,
): Promise<Pick<Ticket, "inboxId" | "holder">> {
  const message = parseSiwe(given.message);
  if (!message) throw new ParleyError("server.malformed", "Not a message of EIP-4361");
  const refusal = whyNotSiwe(message, server.site, server.nowMs());
  if (refusal) throw new ParleyError(refusal, "The message is not for here, or not for now");
  spendNonce(message.nonce, server);
  if (!(await isSigned(message, given, server))) {
    throw new ParleyError("session.signature", "Not signed by that address");
  }
  const { address } = message;
  const inboxId = await server.inboxes.findInbox(address);
  if (!inboxId) throw new ParleyError("session.not-a-member", "The address has no inbox");
  // Which inbox an address has is the node's word; what an inbox holds is proved.
  const who = { inboxId, holder: { kind: "wallet", address } } as const;
  await requireMember(who, server);
  return who;
}

async function isSigned(
  { address, chainId }: SiweMessage,
  { message: text, signature }: GivenSiwe,
  { contracts }: SessionServer,
): Promise<boolean> {
  const { signer } = await lookAtSignature(text, signature);
  if (signer === address) return true;
  if (!contracts.chainIds.includes(chainId)) {
    throw new ParleyError("session.wrong-chain", "Not of its key, and its chain can't be asked");
  }
  const verdict = await contracts.judge({ address, text, signature }, chainId);
  if (verdict.kind !== "unreachable") return verdict.kind === "accepted";
  throw new ParleyError("session.chain-unreachable", "The chain gave no answer");
}
