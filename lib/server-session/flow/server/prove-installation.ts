import { ParleyError } from "@/lib/errors/base.ts";
import { whyNotProof } from "../../core/judge.ts";
import { parseProof } from "../../core/proof.ts";
import type { Ticket } from "../../core/ticket.ts";
import { requireMember } from "./require-member.ts";
import type { GivenProof, SessionServer } from "./session-server.ts";
import { spendNonce } from "./spend-nonce.ts";

/**
 * Who an installation proved to be. The network is asked last: only for who holds the key that
 * the text names. Fails as `ServerSessions.prove` does.
 */
export async function proveInstallation(
  { proof: text, signature }: GivenProof,
  server: SessionServer,
): Promise<Pick<Ticket, "inboxId" | "holder">> {
  const proof = parseProof(text);
  if (!proof) throw new ParleyError("server.malformed", "Not the text of a proof");
  const refusal = whyNotProof(proof, server.site, server.nowMs());
  if (refusal) throw new ParleyError(refusal, "The proof is not for here, or not for now");
  spendNonce(proof.nonce, server);
  const { inboxId, installationId } = proof;
  if (!(await server.inboxes.isSignedBy({ installationId, text, signature }))) {
    throw new ParleyError("session.signature", "Not signed by that installation's key");
  }
  const who = { inboxId, holder: { kind: "installation", installationId } } as const;
  await requireMember(who, server);
  return who;
}
