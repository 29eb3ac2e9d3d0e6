import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACCOUNT,
  ALICE,
  BOB,
  EVENTS,
  EXPLAINED,
  LOST,
  NOT_KEPT,
  OTHER,
  PERSONS_EVENTS,
  READY,
  run,
  STARTING,
  TEXT,
  UNREACHABLE,
} from "@/tests/fakes/session-story.ts";
import type { SessionEvent, SessionState } from "./session.ts";
import { advanceSession } from "./session-machine.ts";

describe("returning", () => {
  const RETURNING: readonly SessionEvent[] = [{ kind: "started", account: ACCOUNT }];

  it("opens with the inbox it knows, and asks nothing of a wallet", () => {
    const { state, effects } = run([
      ...RETURNING,
      { kind: "opened", account: ACCOUNT, leads: true },
    ]);
    expect(state).toEqual({ kind: "ready", ...ACCOUNT, leads: true });
    expect(effects[0]).toEqual({ kind: "open-client", ...ACCOUNT });
    expect(effects).toHaveLength(2);
  });

  it.each<SessionEvent>([
    { kind: "failed", error: LOST },
    { kind: "signature-needed", signatureText: TEXT },
  ])("says that the store is lost on $kind, and begins anew", (event) => {
    const lost = run([...RETURNING, event]);
    expect(lost.state).toMatchObject({ kind: "failed", failed: { step: "lost" } });
    const again = run([{ kind: "retry" }], lost.state);
    expect(again.state).toMatchObject({ kind: "signing-out", account: ACCOUNT });
    expect(again.kinds, "erases what is left").toEqual(["sign-out"]);
    expect(run([{ kind: "signed-out" }], again.state).state).toEqual({ kind: "signed-out" });
  });

  it("stands aside for another tab, and comes back as the account that it left", () => {
    const elsewhere = run([...RETURNING, { kind: "lock-elsewhere" }]);
    expect(elsewhere.state).toEqual({ kind: "elsewhere", account: ACCOUNT });
    const back = run(
      [{ kind: "use-here" }, { kind: "taken-over", account: ACCOUNT }],
      elsewhere.state,
    );
    expect(back.state).toEqual({ kind: "restoring", ...ACCOUNT });
    expect(back.kinds).toEqual(["close-client", "take-over", "open-client"]);
  });
});

describe("signed in", () => {
  it("stays so when the wallet goes, with a note", () => {
    const { state, kinds } = run([...READY, { kind: "wallet-disconnected" }]);
    expect(state).toEqual({
      kind: "ready",
      ...ACCOUNT,
      leads: true,
      walletNote: { kind: "disconnected" },
    });
    expect(kinds).not.toContain("let-go");
  });

  it("stays so when the wallet's account changes, and can be asked to follow", () => {
    const noted = run([...READY, { kind: "wallet-account", address: BOB }]);
    expect(noted.state).toMatchObject({ address: ALICE, walletNote: { kind: "other-account" } });
    const followed = run([{ kind: "use-new-account" }], noted.state);
    expect(followed.state).toEqual({ kind: "opening", address: BOB });
    expect(followed.kinds, "both are signed in then").toEqual(["close-client", "open-client"]);
  });

  it("gives the client up when another tab asks, and goes on through that tab", () => {
    const { state, kinds } = run([...READY, { kind: "handover-requested" }]);
    expect(state).toEqual({ kind: "restoring", ...ACCOUNT });
    expect(kinds.slice(-2)).toEqual(["let-go", "open-client"]);
  });

  it("opens the client here when the tab that led is gone", () => {
    const following = run([
      { kind: "started", account: ACCOUNT },
      { kind: "opened", account: ACCOUNT, leads: false },
    ]);
    const { state, kinds } = run([{ kind: "lock-granted" }], following.state);
    expect(state).toEqual({ kind: "restoring", ...ACCOUNT });
    expect(kinds).toEqual(["close-client", "open-client"]);
  });

  it("goes where another tab goes: out, and in as somebody else", () => {
    const out = run([...READY, { kind: "remembered" }]);
    expect(out.state).toEqual({ kind: "signed-out" });
    expect(out.kinds.at(-1), "what the other tab forgot is not touched").toBe("let-go");
    const changed = run([...READY, { kind: "remembered", account: OTHER }]);
    expect(changed.state).toEqual({ kind: "restoring", ...OTHER });
    expect(changed.effects.at(-2), "nobody leads in between").toEqual({
      kind: "let-go",
      keepsLock: true,
    });
    expect(run([{ kind: "remembered", account: ACCOUNT }], out.state).state.kind).toBe("restoring");
  });

  it("takes no notice of what it knows already", () => {
    const { state, kinds } = run([...READY, { kind: "remembered", account: ACCOUNT }]);
    expect(state).toEqual({ kind: "ready", ...ACCOUNT, leads: true });
    expect(kinds.at(-1)).toBe("remember");
  });
});

describe("several accounts", () => {
  const SHOWN: readonly (readonly [string, SessionState])[] = [
    ["ready", { kind: "ready", ...ACCOUNT, leads: true }],
    ["restoring", { kind: "restoring", ...ACCOUNT }],
    [
      "not opened",
      { kind: "failed", error: UNREACHABLE, failed: { step: "restoring", ...ACCOUNT } },
    ],
  ];

  it.each(SHOWN)("are switched between while one is %s, under the same lock", (_, shown) => {
    const { state, effects } = run([{ kind: "switch", account: OTHER }], shown);
    expect(state).toEqual({ kind: "restoring", ...OTHER });
    expect(effects).toEqual([
      { kind: "let-go", keepsLock: true },
      { kind: "remember", account: OTHER },
      { kind: "open-client", ...OTHER },
    ]);
    expect(run([{ kind: "switch", account: ACCOUNT }], shown)).toMatchObject({
      state: shown,
      effects: [],
    });
  });

  it.each(SHOWN)(
    "become more while one is %s, and fewer with the next one in its place",
    (_, shown) => {
      const adding = run([{ kind: "connect", optionId: "io.example.one" }], shown);
      expect(adding.kinds).toEqual(["let-go", "connect-wallet"]);
      const given = run([{ kind: "dismiss", back: ACCOUNT }], adding.state);
      expect(given.state).toEqual({ kind: "restoring", ...ACCOUNT });
      const left = run(
        [
          { kind: "sign-out", erase: true },
          { kind: "signed-out", next: OTHER },
        ],
        shown,
      );
      expect(left.state).toEqual({ kind: "restoring", ...OTHER });
    },
  );

  it("do not step in for one that is lost: the person wanted to sign in anew", () => {
    const lost = { kind: "failed", error: LOST, failed: { step: "lost", ...ACCOUNT } } as const;
    const again = run([{ kind: "retry" }, { kind: "signed-out", next: OTHER }], lost);
    expect(again.state).toEqual({ kind: "signed-out" });
    const left = run([{ kind: "dismiss" }], lost);
    expect(left.effects).toContainEqual({ kind: "forget", account: ACCOUNT });
    expect(left.kinds.at(-1)).toBe("recall");
  });

  it("are gone back to when another tab takes the lock in the middle of a sign-in", () => {
    const aside = run([...EXPLAINED, { kind: "handover-requested", back: OTHER }]);
    expect(aside.state).toEqual({ kind: "restoring", ...OTHER });
    expect(aside.kinds.slice(-2)).toEqual(["let-go", "open-client"]);
    expect(run([...EXPLAINED, { kind: "handover-requested" }]).state.kind).toBe("elsewhere");
  });
});

describe("whatever happens, in whatever order", () => {
  const anyEvents = fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 });

  it("registers only with a signature, and asks only when the person says so", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let state = STARTING;
        let signatureInHand = false;
        for (const event of events) {
          const [next, effects] = advanceSession(state, event);
          if (event.kind === "signed" && state.kind === "signing") signatureInHand = true;
          for (const effect of effects) {
            if (effect.kind === "register") expect(signatureInHand).toBe(true);
            if (effect.kind === "request-signature") {
              expect(["sign", "retry"]).toContain(event.kind);
              expect(state.kind).not.toBe("signing");
              expect(signatureInHand).toBe(false);
            }
            if (["open-client", "close-client", "let-go", "sign-out"].includes(effect.kind)) {
              signatureInHand = false;
            }
          }
          if (next.kind === "ready") signatureInHand = false;
          state = next;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps nothing only where the browser does, and the person has said so", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let state = STARTING;
        for (const event of events) {
          const [next, effects] = advanceSession(state, event);
          if (effects.some(({ kind }) => kind === "forgo-storage")) {
            expect(event.kind).toBe("use-temporary");
            expect(state).toMatchObject({ kind: "failed", error: NOT_KEPT });
          }
          const isRemembered = effects.some(({ kind }) => kind === "remember");
          expect(isRemembered && next.kind === "ready" && next.isTemporary).toBeFalsy();
          state = next;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves no dead end: from every state there is a way to the inbox, and a way out", () => {
    const graph = reachableStates();
    expect(graph.size).toBeGreaterThan(30);
    for (const [key, { state }] of graph) {
      expect(canReach(graph, key, "ready"), `to ready from ${key}`).toBe(true);
      if (state.kind === "starting") continue;
      expect(canReach(graph, key, "signed-out"), `out of ${key}`).toBe(true);
    }
  });

  it("always answers to the person, except in the moment of starting and of signing out", () => {
    for (const [key, { state }] of reachableStates()) {
      if (state.kind === "starting" || state.kind === "signing-out") continue;
      const answers = PERSONS_EVENTS.some(
        (event) => keyOf(advanceSession(state, event)[0]) !== key,
      );
      expect(answers, key).toBe(true);
    }
  });
});

type Graph = Map<string, { state: SessionState; next: Set<string> }>;

const keyOf = (state: SessionState) =>
  JSON.stringify(state, (name, value) => (name === "error" ? value.code : value));

function reachableStates(): Graph {
  const graph: Graph = new Map();
  const queue = [STARTING];
  for (const state of queue) {
    if (graph.has(keyOf(state))) continue;
    const targets = EVENTS.map((event) => advanceSession(state, event)[0]);
    graph.set(keyOf(state), { state, next: new Set(targets.map(keyOf)) });
    queue.push(...targets);
  }
  return graph;
}

function canReach(graph: Graph, from: string, kind: SessionState["kind"]): boolean {
  const seen = new Set([from]);
  for (const key of seen) {
    if (graph.get(key)?.state.kind === kind) return true;
    for (const target of graph.get(key)?.next ?? []) seen.add(target);
  }
  return false;
}
