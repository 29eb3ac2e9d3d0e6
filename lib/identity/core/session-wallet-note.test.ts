import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACCOUNT,
  ALICE,
  BOB,
  EVENTS,
  NOT_KEPT,
  READY,
  run,
  STARTING,
  UNREACHABLE,
} from "@/tests/fakes/session-story.ts";
import type { ChosenWallet, SessionEvent } from "./session.ts";
import { advanceSession } from "./session-machine.ts";

const INBOX = run(READY).state;
const FOR_NOW = { kind: "ready", ...ACCOUNT, leads: true, isTemporary: true } as const;
const LENT: ChosenWallet = { optionId: "lent" };
const GONE: ChosenWallet = { optionId: "lent", isGone: true };
const ANOTHER: ChosenWallet = { optionId: "io.example.one" };

const seen = (address?: typeof ALICE, chosen?: ChosenWallet) =>
  ({
    kind: "wallet-seen",
    optionId: "lent",
    ...(address && { address }),
    ...(chosen && { chosen }),
  }) as const satisfies SessionEvent;
const BOB_IS_SEEN = {
  walletNote: { kind: "other-account", address: BOB, optionId: "lent" },
} as const;

describe("a wallet that is only looked at", () => {
  it.each([
    ["nobody chose a wallet", undefined],
    ["another one was chosen", ANOTHER],
    ["it was chosen, and has gone since", GONE],
  ])("is noted beside the inbox while %s, as long as it shows that account", (_, chosen) => {
    for (const inbox of [INBOX, FOR_NOW]) {
      const noted = run([seen(BOB, chosen)], inbox);
      expect(noted.state).toEqual({ ...inbox, ...BOB_IS_SEEN });
      for (const after of [ALICE, undefined])
        expect(run([seen(after, chosen)], noted.state).state).toEqual(inbox);
    }
  });

  it("is no news twice", () => {
    const noted = run([seen(BOB)], INBOX).state;
    expect(run([seen(BOB)], noted).state).toBe(noted);
    expect(run([seen(ALICE)], INBOX).state).toBe(INBOX);
  });

  it("speaks for itself when it is the one of the sign-in, until it has gone", () => {
    expect(run([seen(BOB, LENT)], INBOX).state).toBe(INBOX);
    const gone = run([{ kind: "wallet-disconnected" }], INBOX).state;
    expect(run([seen(undefined, GONE)], gone).state, "nothing shown is nothing new").toBe(gone);
    expect(run([seen(ALICE, GONE)], gone).state, "it is back").toEqual(INBOX);
    const back = run([seen(BOB, GONE)], gone).state;
    expect(back).toMatchObject(BOB_IS_SEEN);
    expect(run([seen(ALICE, LENT)], back).state, "what was seen goes by what is seen").toEqual(
      INBOX,
    );
  });

  it.each<SessionEvent>([
    { kind: "wallet-disconnected" },
    { kind: "wallet-account", address: BOB },
  ])("unsays nothing that the wallet of the sign-in has said: $kind", (event) => {
    const said = run([seen(BOB, ANOTHER), event], INBOX).state;
    expect(said).not.toMatchObject(BOB_IS_SEEN);
    for (const address of [ALICE, BOB, undefined])
      expect(run([seen(address, ANOTHER)], said).state).toBe(said);
  });

  it("is not unsaid by the wallet of the sign-in, which is where it was", () => {
    const noted = run([seen(BOB, ANOTHER)], INBOX).state;
    expect(run([{ kind: "wallet-account", address: ALICE }], noted).state).toBe(noted);
  });

  it("is connected before its account is followed, and has to give that one", () => {
    const followed = run([seen(BOB), { kind: "use-new-account" }], INBOX);
    expect(followed.state).toEqual({ kind: "connecting", optionId: "lent", wanted: BOB });
    expect(followed.kinds).toEqual(["let-go", "connect-wallet"]);
    const connected = run([{ kind: "connected", address: BOB }], followed.state);
    expect(connected.state).toEqual({ kind: "opening", address: BOB });
    expect(run([{ kind: "connected", address: ALICE }], followed.state).state).toMatchObject({
      kind: "account-changed",
      to: ALICE,
    });
  });

  it.each<{ how: string; events: readonly SessionEvent[] }>([
    { how: "tried", events: [{ kind: "failed", error: UNREACHABLE }, { kind: "retry" }] },
    {
      how: "chosen",
      events: [
        { kind: "failed", error: UNREACHABLE },
        { kind: "connect", optionId: "lent" },
      ],
    },
    { how: "pressed", events: [{ kind: "connect", optionId: "lent" }] },
    {
      how: "tried for a while",
      events: [{ kind: "failed", error: NOT_KEPT }, { kind: "use-temporary" }],
    },
  ])("has to give the account of the press when it is $how again as well", ({ events }) => {
    const press = [seen(BOB), { kind: "use-new-account" }] as const;
    for (const times of [1, 2]) {
      const tries = Array.from({ length: times }, () => events).flat();
      const again = run([...press, ...tries], INBOX);
      expect(again.state).toEqual({ kind: "connecting", optionId: "lent", wanted: BOB });
      expect(run([{ kind: "connected", address: ALICE }], again.state).state).toMatchObject({
        kind: "account-changed",
        from: BOB,
        to: ALICE,
      });
    }
  });

  it("leaves another wallet that is chosen instead to give whom it likes", () => {
    const other = { kind: "connect", optionId: "io.example.two" } as const;
    const tries = [seen(BOB), { kind: "use-new-account" }] as const;
    for (const between of [[], [{ kind: "failed", error: UNREACHABLE }]] as const)
      expect(run([...tries, ...between, other], INBOX).state).toEqual({
        ...other,
        kind: "connecting",
      });
  });

  it("changes nothing but that note, and nothing at all elsewhere than in the inbox", () => {
    const anySight = fc
      .tuple(
        fc.constantFrom(ALICE, BOB, undefined),
        fc.constantFrom(LENT, GONE, ANOTHER, undefined),
      )
      .map(([address, chosen]) => seen(address, chosen));
    const anyEvents = fc.array(fc.oneof(fc.constantFrom(...EVENTS), anySight), { maxLength: 30 });
    fc.assert(
      fc.property(anyEvents, anySight, (events, sight) => {
        const { state } = run([...READY, ...events]);
        const [next, effects] = advanceSession(state, sight);
        expect(effects).toEqual([]);
        if (state.kind !== "ready" || next.kind !== "ready") {
          expect(next).toBe(state);
          return;
        }
        const { walletNote, ...rest } = next;
        const { walletNote: before, ...restBefore } = state;
        expect(rest).toEqual(restBefore);
        const wasSaid = before?.kind === "disconnected" || (before && !before.optionId);
        if (wasSaid && sight.chosen !== GONE) expect(walletNote).toEqual(before);
        if (walletNote?.kind === "other-account") expect(walletNote.address).not.toBe(ALICE);
      }),
    );
    expect(run([seen(BOB)], STARTING).state).toBe(STARTING);
  });
});
