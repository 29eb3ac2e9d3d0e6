import { describe, expect, it } from "vitest";
import {
  ACCOUNT,
  ALICE,
  CONNECTED,
  DIED,
  EXPLAINED,
  LOST,
  NOT_KEPT,
  OTHER,
  run,
  SIGNING,
  UNREACHABLE,
} from "@/tests/fakes/session-story.ts";
import type { SessionEvent, SessionState } from "./session.ts";
import { deathsUntil } from "./session-revival.ts";
import { mayBeTemporary } from "./session-temporary.ts";

describe("a temporary session", () => {
  const READY_FOR_NOW: SessionState = {
    kind: "ready",
    ...ACCOUNT,
    leads: true,
    isTemporary: true,
  };

  it.each([
    ["the wallet", [{ kind: "started" }, { kind: "connect", optionId: "io.example.one" }] as const],
    ["the store", CONNECTED],
  ])("is there for the asking when %s can't be opened for want of storage", (_, before) => {
    const failed = run([...before, { kind: "failed", error: NOT_KEPT }]);
    expect(mayBeTemporary(failed.state)).toBe(true);
    const again = run([{ kind: "use-temporary" }], failed.state);
    expect(again.kinds[0]).toBe("forgo-storage");
    expect(again.state).toEqual(run(before).state);
  });

  it.each([UNREACHABLE, LOST])("is no way out of $code", (error) => {
    const failed = run([...CONNECTED, { kind: "failed", error }]);
    expect(mayBeTemporary(failed.state)).toBe(false);
    expect(run([{ kind: "use-temporary" }], failed.state)).toMatchObject({
      state: failed.state,
      effects: [],
    });
  });

  it("ends with nothing that another tab does", () => {
    for (const event of [
      { kind: "remembered", account: OTHER },
      { kind: "remembered" },
      { kind: "switch", account: OTHER },
      { kind: "handover-requested", back: OTHER },
      { kind: "lock-granted" },
      { kind: "connect", optionId: "io.example.one" },
      { kind: "use-new-account" },
    ] satisfies SessionEvent[]) {
      expect(run([event], READY_FOR_NOW)).toMatchObject({ state: READY_FOR_NOW, effects: [] });
    }
  });

  it("says what is lost when its engine dies, and does not pretend to open it again", () => {
    const died = run([{ kind: "client-died", error: DIED, deathsLately: 1 }], READY_FOR_NOW);
    expect(died.state).toMatchObject({
      error: { code: "storage.not-kept" },
      failed: { step: "opening", address: ALICE },
    });
    expect(died.kinds).toEqual(["close-client"]);
  });

  it("is left by signing out", () => {
    const { state } = run([{ kind: "sign-out", erase: false }], READY_FOR_NOW);
    expect(state).toMatchObject({ kind: "signing-out", account: ACCOUNT });
  });
});

describe("a client that dies by itself", () => {
  const died = (deathsLately: number): SessionEvent => ({
    kind: "client-died",
    error: DIED,
    deathsLately,
  });

  it("is opened again without a word, as when coming back", () => {
    const { state, effects } = run([died(3)], { kind: "ready", ...ACCOUNT, leads: true });
    expect(state).toEqual({ kind: "restoring", ...ACCOUNT });
    expect(effects).toEqual([{ kind: "close-client" }, { kind: "open-client", ...ACCOUNT }]);
  });

  it("too often is said, and opened again when the person wants it", () => {
    const failed = run([died(4)], { kind: "ready", ...ACCOUNT, leads: true });
    expect(failed.state).toMatchObject({ kind: "failed", error: DIED });
    expect(failed.kinds).toEqual(["close-client"]);
    const again = run([{ kind: "retry" }], failed.state);
    expect(again.state).toEqual({ kind: "restoring", ...ACCOUNT });
    expect(again.kinds).toEqual(["open-client"]);
  });

  it.each([
    ["explained", EXPLAINED],
    ["signed for", SIGNING],
    ["registered", [...SIGNING, { kind: "signed" }] as const],
    [
      "registered again",
      [...SIGNING, { kind: "signed" }, { kind: "failed", error: LOST }] as const,
    ],
  ])("while it is %s, the way on is to open another", (_, events) => {
    const failed = run([...events, died(1)]);
    expect(failed.state).toMatchObject({ failed: { step: "opening", address: ALICE } });
    expect(failed.kinds.at(-1)).toBe("close-client");
    expect(run([{ kind: "retry" }], failed.state).kinds).toEqual(["open-client"]);
  });

  it("counts with those of the minute before, whatever the clock does", () => {
    expect(deathsUntil([0, 1_000, 30_000], 60_500)).toEqual([1_000, 30_000, 60_500]);
    expect(deathsUntil([90_000], 60_000)).toEqual([60_000]);
  });
});
