import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { outcomeOf, SessionSite } from "@/tests/fakes/session-site.ts";

const MINUTE_MS = 60_000;
let site = new SessionSite();
beforeEach(() => {
  site = new SessionSite();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe("a proof is refused", () => {
  const refusal = (body: object) => outcomeOf(site.ask("prove", { body }));

  it("when it was used before", async () => {
    const body = await site.proofOf(site.join());
    expect(await refusal(body)).toBe("201");
    expect(await refusal(body)).toBe("401 session.nonce");
    site.nowMs += 4 * MINUTE_MS;
    expect(await refusal(body)).toBe("401 session.nonce");
  });

  it("the second time of two at once", async () => {
    const body = await site.proofOf(site.join());
    const outcomes = await Promise.all([refusal(body), refusal(body), refusal(body)]);
    expect(outcomes.sort()).toEqual(["201", "401 session.nonce", "401 session.nonce"]);
  });

  it("with a nonce of its own making, or of another server", async () => {
    const ana = site.join();
    const elsewhere = await new SessionSite().nonce();
    for (const nonce of ["0".repeat(76), "abcdefgh", elsewhere.nonce]) {
      expect(await refusal(await site.proofOf(ana, { nonce }))).toBe("401 session.nonce");
    }
  });

  it("for another domain, though this server made the nonce", async () => {
    const ana = site.join();
    const evil = { domain: "evil.example", origin: "https://evil.example" };
    expect(await refusal(await site.proofOf(ana, evil))).toBe("401 session.wrong-domain");
  });

  it("when it is over, or not yet good", async () => {
    const ana = site.join();
    const body = await site.proofOf(ana);
    site.nowMs += 5 * MINUTE_MS;
    expect(await refusal(body)).toBe("401 session.expired");
    const later = { issuedAtMs: site.nowMs + 10 * MINUTE_MS };
    expect(await refusal(await site.proofOf(ana, later))).toBe("401 session.expired");
  });

  it("with a nonce that is over, whatever the proof says of itself", async () => {
    const ana = site.join();
    const { nonce } = await site.nonce();
    site.nowMs += 5 * MINUTE_MS;
    expect(await refusal(await site.proofOf(ana, { nonce }))).toBe("401 session.nonce");
  });

  it("when another inbox is named than that of the installation", async () => {
    const [ana, ben] = [site.join(), site.join()];
    const forged = await site.proofOf(ana, { inboxId: ben.inboxId });
    expect(await refusal(forged)).toBe("401 session.not-a-member");
    const nobody = await site.proofOf(ana, { inboxId: "e7".repeat(32) as InboxId });
    expect(await refusal(nobody)).toBe("401 session.not-a-member");
  });

  it("when another installation is named than the one that signed", async () => {
    const [ana, ben] = [site.join(), site.join()];
    const { inboxId, installationId } = ben;
    const forged = await site.proofOf(ana, { inboxId, installationId });
    expect(await refusal(forged)).toBe("401 session.signature");
  });

  it("when the text or the signature was changed", async () => {
    const ana = site.join();
    const one = await site.proofOf(ana);
    const two = await site.proofOf(ana);
    expect(await refusal({ ...one, signature: two.signature })).toBe("401 session.signature");
    const three = await site.proofOf(ana);
    const changed = three.proof.replace(/T12:05:00/, "T12:04:59");
    expect(changed).not.toBe(three.proof);
    expect(await refusal({ ...three, proof: changed })).toBe("401 session.signature");
  });

  it("of an installation that was revoked", async () => {
    const ana = site.join();
    site.revoke(ana);
    expect(await refusal(await site.proofOf(ana))).toBe("401 session.not-a-member");
  });

  it("while the network can't be asked: nobody is let in on their word", async () => {
    const ana = site.join();
    const body = await site.proofOf(ana);
    site.network.goDown();
    expect(await refusal(body)).toBe("503 xmtp.unreachable later");
    site.network.goUp();
    expect(await refusal(await site.proofOf(ana))).toBe("201");
  });
});
