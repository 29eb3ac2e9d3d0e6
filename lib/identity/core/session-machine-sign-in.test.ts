import { describe, expect, it } from "vitest";
import { ParleyError } from "@/lib/errors/base.ts";
import {
  ACCOUNT,
  ALICE,
  BOB,
  CONNECTED,
  EXPLAINED,
  READY,
  run,
  SIGNING,
  TEXT,
  UNREACHABLE,
  WRONG_CHAIN,
} from "@/tests/fakes/session-story.ts";
import type { InstallationId } from "./ids.ts";
import type { SessionEvent } from "./session.ts";

describe("a first sign-in", () => {
  it("explains, asks one signature, registers and remembers", () => {
    const { state, kinds } = run(READY);
    expect(state).toEqual({ kind: "ready", ...ACCOUNT, leads: true });
    expect(kinds).toEqual([
      "connect-wallet",
      "open-client",
      "request-signature",
      "register",
      "remember",
    ]);
  });

  it("does not open the wallet for a signature before the person has read what it is for", () => {
    const { state, kinds } = run(EXPLAINED);
    expect(state).toMatchObject({ kind: "explaining", address: ALICE, signatureText: TEXT });
    expect(kinds).not.toContain("request-signature");
  });

  it("uses the same signature again when registering failed", () => {
    const failed = run([
      ...SIGNING,
      { kind: "signed" },
      { kind: "failed", error: UNREACHABLE },
      { kind: "retry" },
    ]);
    expect(failed.state.kind).toBe("registering");
    expect(failed.kinds.filter((kind) => kind === "request-signature")).toHaveLength(1);
    expect(failed.kinds.filter((kind) => kind === "register")).toHaveLength(2);
  });

  it("keeps the wallet connected through a retry with the network back", () => {
    const { state, kinds } = run([
      ...CONNECTED,
      { kind: "failed", error: UNREACHABLE },
      { kind: "retry" },
    ]);
    expect(state).toEqual({ kind: "opening", address: ALICE });
    expect(kinds).toEqual(["connect-wallet", "open-client", "open-client"]);
  });

  it.each([
    ["opening", CONNECTED],
    ["explaining", EXPLAINED],
    ["signing", SIGNING],
  ] as const)("says so when the wallet's account changes while %s", (_name, before) => {
    const { state, kinds } = run([...before, { kind: "wallet-account", address: BOB }]);
    expect(state).toEqual({
      kind: "account-changed",
      from: ALICE,
      to: BOB,
      because: "switched",
    });
    expect(kinds.at(-1)).toBe("close-client");
  });

  it("goes on as the new account, or as the old one once the wallet is back on it", () => {
    const changed = [...SIGNING, { kind: "signed-by-other", signer: BOB }] as const;
    expect(run([...changed, { kind: "use-new-account" }]).state).toEqual({
      kind: "opening",
      address: BOB,
    });
    expect(run([...changed, { kind: "wallet-account", address: ALICE }]).state).toEqual({
      kind: "opening",
      address: ALICE,
    });
  });

  it("carries on through a change of chain", () => {
    const { state } = run([...EXPLAINED, { kind: "wallet-chain", chainId: 8453 }]);
    expect(state.kind).toBe("explaining");
  });

  it("lets go of everything when it is dismissed", () => {
    for (const before of [CONNECTED, EXPLAINED, SIGNING]) {
      const { state, kinds } = run([...before, { kind: "dismiss" }]);
      expect(state).toEqual({ kind: "signed-out" });
      expect(kinds.at(-1)).toBe("let-go");
    }
  });
});

describe("a first sign-in as a contract", () => {
  const REJECTED = new ParleyError("wallet.rejected", "no");
  const chain = { chainId: 8453 };

  it("is known as one from the moment the wallet says so", () => {
    const told: SessionEvent = { kind: "contract-told", chainId: 8453 };
    const early = run([...CONNECTED, told, ...EXPLAINED.slice(-1), { kind: "sign" }]);
    expect(early.state).toMatchObject({ kind: "signing", contractOn: 8453 });
    expect(run([...EXPLAINED, told]).state).toMatchObject({ contractOn: 8453 });
    expect(run([...SIGNING, told]).state).toMatchObject({ kind: "signing", contractOn: 8453 });
  });

  it("asks again on the chain where the signature counts, until it is there", () => {
    const wrong = [...SIGNING, { kind: "failed", error: WRONG_CHAIN }] as const;
    const again = run([...wrong, { kind: "retry" }]);
    expect(again.effects.at(-1)).toMatchObject({ kind: "request-signature", chain });
    const refused = run([
      ...wrong,
      { kind: "retry" },
      { kind: "failed", error: REJECTED },
      { kind: "retry" },
    ]);
    expect(refused.effects.at(-1)).toMatchObject({ kind: "request-signature", chain });
  });

  it.each(["wallet.not-owner", "wallet.unconfirmed", "identity.bound-to-key"] as const)(
    "needs another signature when the network refuses one with %s",
    (code) => {
      const { state, effects } = run([
        ...SIGNING,
        { kind: "signed" },
        { kind: "failed", error: new ParleyError(code, "no") },
        { kind: "retry" },
      ]);
      expect(state.kind).toBe("signing");
      expect(effects.at(-1)?.kind).toBe("request-signature");
    },
  );

  it("makes room in a full inbox on the chain where its recovery account is", () => {
    const use = {
      inboxId: ACCOUNT.inboxId,
      installations: [],
      updateCount: 10,
      wallets: [ALICE],
    };
    const installationIds = ["1" as InstallationId];
    const revoke = { kind: "revoke", installationIds } as const;
    const { effects } = run([
      ...CONNECTED,
      { kind: "installations-full", use },
      revoke,
      { kind: "failed", error: WRONG_CHAIN },
      revoke,
    ]);
    expect(effects.slice(-2)).toEqual([revoke, { ...revoke, chain }]);
  });
});
