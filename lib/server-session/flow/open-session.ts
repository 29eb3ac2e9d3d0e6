import { toParleyError } from "@/lib/errors/base.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { NONCE_MS, proofText } from "../core/proof.ts";
import type { SessionInfo } from "../core/session-info.ts";
import type { Site } from "../core/site.ts";
import type { ServerApi } from "../ports.ts";

/** Who proves: the client of whoever is signed in on this device. */
export type ProvingClient = Pick<
  XmtpClient,
  "inboxId" | "installationId" | "signWithInstallationKey"
>;

export type ProvingPorts = { api: ServerApi; site: () => Site };

/** With less time left a session is renewed before it is used. */
const RENEW_BELOW_MS = 5 * 60_000;

/** The session of a client: the one that there is, renewed when it is old, or a new one. */
export async function openSession(
  client: ProvingClient,
  ports: ProvingPorts,
): Promise<SessionInfo> {
  const known = await ports.api.read();
  if (!known || !isOf(client, known)) return prove(client, ports);
  return known.expiresInMs > RENEW_BELOW_MS ? known : renew(client, ports);
}

async function renew(client: ProvingClient, ports: ProvingPorts): Promise<SessionInfo> {
  try {
    return await ports.api.refresh();
  } catch (thrown) {
    const error = toParleyError(thrown);
    if (error.code === "session.none") return prove(client, ports);
    // Another tab was faster, and its cookie is this tab's as well.
    const renewed = error.code === "session.superseded" && (await ports.api.read());
    if (renewed && isOf(client, renewed)) return renewed;
    throw error;
  }
}

/** The server's clock says from when to when: this device's may be wrong. */
async function prove(client: ProvingClient, { api, site }: ProvingPorts): Promise<SessionInfo> {
  const { nonce, expiresAtMs } = await api.begin();
  const { inboxId, installationId } = client;
  const issuedAtMs = expiresAtMs - NONCE_MS;
  // For the site that this page is of, whatever a server says of itself.
  const proof = proofText({ ...site(), inboxId, installationId, nonce, issuedAtMs, expiresAtMs });
  return api.prove({ proof, signature: await client.signWithInstallationKey(proof) });
}

function isOf({ inboxId, installationId }: ProvingClient, session: SessionInfo): boolean {
  return session.inboxId === inboxId && session.installationId === installationId;
}
