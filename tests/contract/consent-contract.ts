import { expect, it } from "vitest";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { say, talk } from "./two-talking.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

/** Who is a stranger, and what was decided about them. */
export function consentContract(world: XmtpWorld): void {
  it("knows strangers from those whom one wrote to, and keeps what was decided", async () => {
    const { alix, bo, withBo, withAlix } = await talk(world);
    expect(await consents(alix)).toEqual({ [withBo]: "allowed" });
    expect(await consents(bo)).toEqual({ [withAlix]: "unknown" });
    await bo.setConsent(withAlix, "denied");
    expect(await consents(bo)).toEqual({ [withAlix]: "denied" });
    await bo.setConsent(withAlix, "allowed");
    expect(await consents(bo)).toEqual({ [withAlix]: "allowed" });
    expect(await consents(alix)).toEqual({ [withBo]: "allowed" });
  });

  it("takes an answer for a welcome", async () => {
    const { bo, withAlix } = await talk(world);
    await say(bo, withAlix, "hello");
    expect(await consents(bo)).toEqual({ [withAlix]: "allowed" });
  });
}

async function consents(client: XmtpClient): Promise<Record<string, string>> {
  const rows = await client.listConversations();
  return Object.fromEntries(rows.map(({ key, consent }) => [key, consent]));
}
