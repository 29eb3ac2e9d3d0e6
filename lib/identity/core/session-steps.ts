import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "./address.ts";
import type {
  Account,
  FailedStep,
  SessionEffect,
  SessionEvent,
  SessionState,
  WantedSignature,
} from "./session.ts";

/** The state after an event, and what must be done because of it, in order. */
export type SessionStep = readonly [SessionState, readonly SessionEffect[]];

/** One kind of state. */
export type StateOf<Kind extends SessionState["kind"]> = Extract<SessionState, { kind: Kind }>;

export const SIGNED_OUT: SessionState = { kind: "signed-out" };

const KEEP_LOCK_ONLY = { kind: "let-go", keepsLock: true } as const satisfies SessionEffect;

/** In mid sign-in the wallet counts: another account or none stops what is under way. */
export function followWallet(
  state: SessionState,
  address: Address,
  event: SessionEvent,
): SessionStep {
  if (event.kind === "wallet-disconnected") return loseWallet(address);
  if (event.kind !== "wallet-account") return leaveOrStay(state, event);
  if (event.address === address) return stay(state);
  return changeAccount(address, event.address, "switched");
}

export function leaveOrStay(state: SessionState, event: SessionEvent): SessionStep {
  return event.kind === "dismiss" ? leave(event.back) : handOverOrStay(state, event);
}

/** Gives up what was begun. */
export function leave(back: Account | undefined): SessionStep {
  return begin(back, [{ kind: "let-go" }]);
}

export function handOverOrStay(
  state: SessionState,
  event: SessionEvent,
  account?: Account,
): SessionStep {
  if (event.kind !== "handover-requested") return stay(state);
  if (event.back && !account) return standAside(event.back);
  return [elsewhere(account), [{ kind: "let-go" }]];
}

export function stay(state: SessionState): SessionStep {
  return [state, []];
}

export function begin(
  account: Account | undefined,
  before: readonly SessionEffect[] = [],
): SessionStep {
  if (!account) return [SIGNED_OUT, before];
  return [{ kind: "restoring", ...account }, [...before, { kind: "open-client", ...account }]];
}

/** Gives the lock up, and goes on through the tab that takes it. */
export function standAside(account: Account): SessionStep {
  return begin(account, [{ kind: "let-go" }]);
}

/** Another tab changed who is signed in on this device: so it is in this one. */
export function followMemory(state: SessionState, remembered: Account | undefined): SessionStep {
  const current = accountShown(state);
  if (current === "none-yet") return stay(state);
  if (current?.inboxId === remembered?.inboxId && state.kind !== "elsewhere") return stay(state);
  return remembered ? begin(remembered, [KEEP_LOCK_ONLY]) : begin(undefined, [{ kind: "let-go" }]);
}

/** Another account, in the same tab and in all that follow it. */
export function switchTo(account: Account): SessionStep {
  return begin(account, [KEEP_LOCK_ONLY, { kind: "remember", account }]);
}

/** What a person and other tabs may ask of an inbox on the screen, its client open or not. */
export function whileShown(
  state: SessionState,
  account: Account,
  event: SessionEvent,
): SessionStep {
  switch (event.kind) {
    case "switch":
      return event.account.inboxId === account.inboxId ? stay(state) : switchTo(event.account);
    case "connect":
      return connect(event.optionId, [KEEP_LOCK_ONLY], event.wanted);
    case "sign-out":
      return signOut({ account, erase: event.erase });
    case "handover-requested":
      return standAside(account);
    default:
      return stay(state);
  }
}

/**
 * Whose inbox a tab shows; in mid sign-in that is undecided, and in a temporary session nobody
 * else's matter.
 */
function accountShown(state: SessionState): Account | undefined | "none-yet" {
  switch (state.kind) {
    case "signed-out":
      return undefined;
    case "ready":
      return state.isTemporary ? "none-yet" : accountOf(state);
    case "restoring":
      return accountOf(state);
    case "elsewhere":
      return state.account;
    case "failed":
      return state.failed.step === "restoring" || state.failed.step === "lost"
        ? accountOf(state.failed)
        : "none-yet";
    default:
      return "none-yet";
  }
}

export function connect(
  optionId: string,
  before: readonly SessionEffect[] = [],
  wanted?: Address,
): SessionStep {
  const connecting = { kind: "connecting", optionId, ...(wanted && { wanted }) } as const;
  return [connecting, [...before, { kind: "connect-wallet", optionId }]];
}

/** The same wallet is asked for the same account again; another one is another beginning. */
export function chooseAgain(
  { optionId, wanted }: Pick<StateOf<"connecting">, "optionId" | "wanted">,
  chosen: Extract<SessionEvent, { kind: "connect" }>,
): SessionStep {
  const isSame = chosen.optionId === optionId;
  return connect(
    chosen.optionId,
    [{ kind: "let-go" }],
    chosen.wanted ?? (isSame ? wanted : undefined),
  );
}

export function open(address: Address, before: readonly SessionEffect[] = []): SessionStep {
  return [{ kind: "opening", address }, [...before, { kind: "open-client", address }]];
}

export function askSignature(wanted: WantedSignature): SessionStep {
  const signature = wantedOf(wanted);
  return [{ kind: "signing", ...signature }, [{ kind: "request-signature", ...signature }]];
}

export function welcome({
  account,
  leads,
  isNewDevice,
  isTemporary,
}: Extract<SessionEvent, { kind: "opened" }>): SessionStep {
  const ready = { kind: "ready", ...account, leads, ...(isNewDevice && { isNewDevice }) } as const;
  return isTemporary ? [{ ...ready, isTemporary }, []] : [ready, [{ kind: "remember", account }]];
}

export function changeAccount(
  from: Address,
  to: Address,
  because: "switched" | "signed",
): SessionStep {
  return [{ kind: "account-changed", from, to, because }, [{ kind: "close-client" }]];
}

export function loseWallet(address: Address): SessionStep {
  const error = new ParleyError("wallet.unavailable", "The wallet disconnected");
  return [
    { kind: "failed", error, failed: { step: "wallet-gone", address } },
    [{ kind: "close-client" }],
  ];
}

/** The lock stays: what is left of the store is erased under it when the person begins anew. */
export function lose(error: ParleyError, account: Account): SessionStep {
  const failed = { step: "lost", ...account } as const;
  return [{ kind: "failed", error, failed }, [{ kind: "close-client" }]];
}

/** Every tab finds it out for itself, by the client that it opens next. */
export function loseInstallation(account: Account): SessionStep {
  const error = new ParleyError("identity.revoked", "This installation was revoked");
  return [{ kind: "failed", error, failed: { step: "lost", ...account } }, [{ kind: "let-go" }]];
}

export function fail(error: ParleyError, failed: FailedStep): SessionStep {
  return [{ kind: "failed", error, failed }, []];
}

export function signOut({
  account,
  erase,
  again,
}: Omit<StateOf<"signing-out">, "kind">): SessionStep {
  const state = { kind: "signing-out", account, erase, ...(again && { again }) } as const;
  return [state, [{ kind: "sign-out", account, erase }]];
}

export function takeOver(account: Account | undefined): SessionStep {
  return [
    { kind: "taking-over", ...(account && { account }) },
    [{ kind: "close-client" }, { kind: "take-over" }],
  ];
}

/** Leaves it at that: this device knows nothing of the account any more, but of others perhaps. */
export function forget(account: Account): SessionStep {
  return [SIGNED_OUT, [{ kind: "let-go" }, { kind: "forget", account }, { kind: "recall" }]];
}

export function elsewhere(account: Account | undefined): SessionState {
  return { kind: "elsewhere", ...(account && { account }) };
}

export function wantedOf(wanted: WantedSignature): WantedSignature {
  const { address, signatureText, contractOn, chain } = wanted;
  return {
    address,
    signatureText,
    ...(contractOn !== undefined && { contractOn }),
    ...(chain && { chain }),
  };
}

export function accountOf({ address, inboxId }: Account): Account {
  return { address, inboxId };
}
