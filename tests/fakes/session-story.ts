import { ParleyError } from "@/lib/errors/base.ts";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type {
  Account,
  SessionEffect,
  SessionEvent,
  SessionState,
} from "@/lib/identity/core/session.ts";
import { advanceSession } from "@/lib/identity/core/session-machine.ts";

export const ALICE = parseAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
export const BOB = parseAddress("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
export const ACCOUNT: Account = { address: ALICE, inboxId: "a1".repeat(32) as InboxId };
export const OTHER: Account = { address: BOB, inboxId: "b0".repeat(32) as InboxId };
export const TEXT = "XMTP : Authenticate to inbox";
export const UNREACHABLE = new ParleyError("xmtp.unreachable", "connection refused");
export const DIED = new ParleyError("xmtp.engine-died", "unreachable executed");
export const WRONG_CHAIN = new ParleyError("wallet.wrong-chain", "elsewhere", {
  facts: { chainId: 8453 },
});
export const NOT_KEPT = new ParleyError("storage.unavailable", "Access is denied");
export const LOST = new ParleyError("storage.lost", "file is gone");

export const STARTING = { kind: "starting" } as SessionState;

/** Everything that may happen, with two accounts, two wallets and two errors to tell apart. */
export const EVENTS: readonly SessionEvent[] = [
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
  { kind: "wallet-seen", optionId: "lent" },
  { kind: "wallet-seen", optionId: "lent", address: ALICE },
  { kind: "wallet-seen", optionId: "lent", address: BOB },
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

export const PERSONS_EVENTS = EVENTS.filter(({ kind }) =>
  ["connect", "sign", "retry", "dismiss", "sign-out", "use-here", "use-new-account"].includes(kind),
);

export function run(events: readonly SessionEvent[], from: SessionState = STARTING) {
  let state = from;
  const effects: SessionEffect[] = [];
  for (const event of events) {
    const [next, caused] = advanceSession(state, event);
    state = next;
    effects.push(...caused);
  }
  return { state, effects, kinds: effects.map((effect) => effect.kind) };
}

export const CONNECTED: readonly SessionEvent[] = [
  { kind: "started" },
  { kind: "connect", optionId: "io.example.one" },
  { kind: "connected", address: ALICE },
];
export const EXPLAINED: readonly SessionEvent[] = [
  ...CONNECTED,
  { kind: "signature-needed", signatureText: TEXT },
];
export const SIGNING: readonly SessionEvent[] = [...EXPLAINED, { kind: "sign" }];
export const READY: readonly SessionEvent[] = [
  ...SIGNING,
  { kind: "signed" },
  { kind: "opened", account: ACCOUNT, leads: true },
];
