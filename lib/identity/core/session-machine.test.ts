import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParleyError } from "@/lib/errors/base.ts";
import { parseAddress } from "./address.ts";
import type { InboxId, InstallationId } from "./ids.ts";
import type { Account, SessionEffect, SessionEvent, SessionState } from "./session.ts";
import { advanceSession } from "./session-machine.ts";
import { deathsUntil } from "./session-revival.ts";
import { mayBeTemporary } from "./session-temporary.ts";

const ALICE = parseAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
const BOB = parseAddress("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
const ACCOUNT: Account = { address: ALICE, inboxId: "a1".repeat(32) as InboxId };
const OTHER: Account = { address: BOB, inboxId: "b0".repeat(32) as InboxId };
const TEXT = "XMTP : Authenticate to inbox";
const UNREACHABLE = new ParleyError("xmtp.unreachable", "connection refused");
const DIED = new ParleyError("xmtp.engine-died", "unreachable executed");
const WRONG_CHAIN = new ParleyError("wallet.wrong-chain", "elsewhere", {
  facts: { chainId: 8453 },
});
const NOT_KEPT = new ParleyError("storage.unavailable", "Access is denied");
const LOST = new ParleyError("storage.lost", "file is gone");

const STARTING = { kind: "starting" } as SessionState;

/** Everything that may happen, with two accounts, two wallets and two errors to tell apart. */
const EVENTS: readonly SessionEvent[] = [
  { kind: "started" },
  { kind: "started", account: ACCOUNT },
  { kind: "connect", optionId: "io.example.one" },
  { kind: "connect", optionId: "io.example.two" },
  { kind: "pairing-uri", uri: "wc:1" },
  { kind: "connected", address: ALICE },
  { kind: "progress", progress: { step: "engine", loadedBytes: 1, totalBytes: 2 } },
  { kind: "signature-needed", signatureText: TEXT },
  { kind: "signature-needed", signatureText: TEXT, isTemporary: true },
  { kind: "contract-told", chainId: 8453 },
  { kind: "use-temporary" },
  { kind: "sign" },
  { kind: "signed" },
  { kind: "signed-by-other", signer: BOB },
  { kind: "opened", account: ACCOUNT, leads: true },
  { kind: "failed", error: UNREACHABLE },
  { kind: "failed", error: LOST },
  { kind: "failed", error: WRONG_CHAIN },
  { kind: "failed", error: NOT_KEPT },
  { kind: "opened", account: ACCOUNT, leads: true, isTemporary: true },
  { kind: "client-died", error: DIED, deathsLately: 3 },
  { kind: "client-died", error: DIED, deathsLately: 4 },
  { kind: "wallet-account", address: ALICE },
  { kind: "wallet-account", address: BOB },
  { kind: "wallet-chain", chainId: 10 },
  { kind: "wallet-disconnected" },
  { kind: "use-new-account" },
  { kind: "retry" },
  { kind: "dismiss" },
  { kind: "dismiss", back: OTHER },
  { kind: "dismiss-note" },
  { kind: "switch", account: ACCOUNT },
  { kind: "switch", account: OTHER },
  { kind: "sign-out", erase: true },
  { kind: "signed-out" },
  { kind: "signed-out", next: OTHER },
  { kind: "lock-elsewhere" },
  { kind: "lock-granted" },
  { kind: "led" },
  { kind: "remembered", account: ACCOUNT },
  { kind: "remembered" },
  { kind: "handover-requested" },
  { kind: "handover-requested", back: OTHER },
  { kind: "use-here" },
  { kind: "taken-over" },
  { kind: "taken-over", account: ACCOUNT },
];

const PERSONS_EVENTS = EVENTS.filter(({ kind }) =>
  ["connect", "sign", "retry", "dismiss", "sign-out", "use-here", "use-new-account"].includes(kind),
);

function run(events: readonly SessionEvent[], from: SessionState = STARTING) {
  let state = from;
  const effects: SessionEffect[] = [];
  for (const event of events) {
    const [next, caused] = advanceSession(state, event);
    state = next;
    effects.push(...caused);
  }
  return { state, effects, kinds: effects.map((effect) => effect.kind) };
}

const CONNECTED: readonly SessionEvent[] = [
  { kind: "started" },
  { kind: "connect", optionId: "io.example.one" },
  { kind: "connected", address: ALICE },
];
const EXPLAINED: readonly SessionEvent[] = [
  ...CONNECTED,
  { kind: "signature-needed", signatureText: TEXT },
];
const SIGNING: readonly SessionEvent[] = [...EXPLAINED, { kind: "sign" }];
const READY: readonly SessionEvent[] = [
  ...SIGNING,
  { kind: "signed" },
  { kind: "opened", account: ACCOUNT, leads: true },
];

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

  it("connects a wallet that it only saw, before it follows its account", () => {
    const seen = { kind: "wallet-account", optionId: "lent" } as const;
    const noted = run([...READY, { ...seen, address: BOB }]);
    const followed = run([{ kind: "use-new-account" }], noted.state);
    expect(followed.state).toEqual({ kind: "connecting", optionId: "lent", wanted: BOB });
    expect(followed.kinds).toEqual(["let-go", "connect-wallet"]);
    const connected = run([{ kind: "connected", address: BOB }], followed.state);
    expect(connected.state).toEqual({ kind: "opening", address: BOB });
    const changed = run([{ kind: "connected", address: ALICE }], followed.state);
    expect(changed.state, "another one than the press was for").toMatchObject({
      kind: "account-changed",
      to: ALICE,
    });
    expect(run([{ ...seen, address: ALICE }], noted.state).state).not.toHaveProperty("walletNote");
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
