import { hkdfSync } from "node:crypto";
import { CompactEncrypt, compactDecrypt } from "jose";
import { z } from "zod";
import { parseAddress } from "@/lib/identity/core/address.ts";
import {
  type InboxId,
  type InstallationId,
  parseInboxId,
  parseInstallationId,
} from "@/lib/identity/core/ids.ts";
import type { Ticket } from "../core/ticket.ts";
import type { TicketSeal } from "../ports.ts";

const KEY_BYTES = 32;
const HEADER = { alg: "dir", enc: "A256GCM" } as const;

/** Longer than any that was sealed here. */
const MAX_LENGTH = 2_000;

const inboxId = z.custom<InboxId>((text) => typeof text === "string" && !!parseInboxId(text));
const installationId = z.custom<InstallationId>(
  (text) => typeof text === "string" && !!parseInstallationId(text),
);

const ticketSchema = z.strictObject({
  id: z.string(),
  generation: z.int(),
  inboxId,
  holder: z.union([
    z.strictObject({ kind: z.literal("installation"), installationId }),
    z.strictObject({ kind: z.literal("wallet"), address: z.string().transform(parseAddress) }),
  ]),
  startedAtMs: z.number(),
  expiresAtMs: z.number(),
});

/**
 * Seals tickets (JWE, RFC 7516: `dir`, AES-256-GCM) by a key derived from the secret, the origin
 * and the network: a cookie of another site, or of a test network, opens nothing here.
 */
export function ticketSeal(secret: string, { origin, network }: SealedFor): TicketSeal {
  const info = `parley session cookie 1 ${origin} ${network}`;
  const key = new Uint8Array(hkdfSync("sha256", Buffer.from(secret, "hex"), "", info, KEY_BYTES));
  return {
    seal: (ticket) =>
      new CompactEncrypt(new TextEncoder().encode(JSON.stringify(ticket)))
        .setProtectedHeader(HEADER)
        .encrypt(key),
    open: async (sealed) => {
      if (sealed.length > MAX_LENGTH) return undefined;
      try {
        const { plaintext } = await compactDecrypt(sealed, key, {
          keyManagementAlgorithms: [HEADER.alg],
          contentEncryptionAlgorithms: [HEADER.enc],
        });
        const ticket: Ticket = ticketSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)));
        return ticket;
      } catch {
        // Whatever is wrong with it, it is no ticket of ours.
        return undefined;
      }
    },
  };
}

type SealedFor = { origin: string; network: string };
