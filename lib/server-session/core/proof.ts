import { isoTime, parseIsoTime } from "@/lib/http/core/iso-time.ts";
import {
  type InboxId,
  type InstallationId,
  parseInboxId,
  parseInstallationId,
} from "@/lib/identity/core/ids.ts";
import type { Site } from "./site.ts";

/** What an installation says when it asks a server for a session. */
export type Proof = Site & {
  inboxId: InboxId;
  installationId: InstallationId;
  /** Of the server, for one use. */
  nonce: string;
  issuedAtMs: number;
  expiresAtMs: number;
};

/** How long a nonce is good, and with it a proof: a person may need a while for their wallet. */
export const NONCE_MS = 5 * 60_000;

/** A key that signs for many purposes must say which: no other text of XMTP begins like this. */
const FIRST_LINE = " opens a session for an XMTP installation.";
const LABELS = [
  "URI",
  "Purpose",
  "Version",
  "Inbox ID",
  "Installation ID",
  "Nonce",
  "Issued At",
  "Expiration Time",
] as const;
const PURPOSE = "server-session";
const VERSION = "1";

/** The text that an installation key signs, in the manner of EIP-4361. */
export function proofText(proof: Proof): string {
  const values = [
    proof.origin,
    PURPOSE,
    VERSION,
    proof.inboxId,
    proof.installationId,
    proof.nonce,
    isoTime(proof.issuedAtMs),
    isoTime(proof.expiresAtMs),
  ];
  const fields = LABELS.map((label, index) => `${label}: ${values[index]}`);
  return [`${proof.domain}${FIRST_LINE}`, "", ...fields].join("\n");
}

/**
 * The proof in `text`, or undefined when it is not, to the letter, what `proofText` writes: a text
 * that could be read in two ways is not read at all.
 */
export function parseProof(text: string): Proof | undefined {
  const [first = "", , ...fields] = text.split("\n");
  const [origin, , , inbox, installation, nonce, issuedAt, expiresAt] = LABELS.map(
    (label, index) => fields[index]?.slice(label.length + 2) ?? "",
  );
  const inboxId = parseInboxId(inbox ?? "");
  const installationId = parseInstallationId(installation ?? "");
  const issuedAtMs = parseIsoTime(issuedAt ?? "");
  const expiresAtMs = parseIsoTime(expiresAt ?? "");
  if (!origin || !nonce || !inboxId || !installationId) return undefined;
  if (issuedAtMs === undefined || expiresAtMs === undefined) return undefined;
  const domain = first.slice(0, -FIRST_LINE.length);
  const proof = { domain, origin, inboxId, installationId, nonce, issuedAtMs, expiresAtMs };
  return proofText(proof) === text ? proof : undefined;
}
