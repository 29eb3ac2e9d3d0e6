import type { SessionEvent, WalletNote } from "./session.ts";
import { type SessionStep, type StateOf, stay } from "./session-steps.ts";

type Seen = Extract<SessionEvent, { kind: "wallet-seen" }>;

/** What may change the note about wallets that stands beside an open inbox. */
export type NoteEvent =
  | Seen
  | Extract<SessionEvent, { kind: "wallet-account" | "wallet-disconnected" | "dismiss-note" }>;

/**
 * The note after an event: what the wallet of the sign-in said last, else what one shows that is only
 * looked at. Neither takes back what the other one said.
 */
export function stepNote(state: StateOf<"ready">, event: NoteEvent): SessionStep {
  switch (event.kind) {
    case "wallet-account": {
      const { address } = event;
      if (address !== state.address) return write(state, { kind: "other-account", address });
      return lookerOf(state.walletNote) === undefined ? clear(state) : stay(state);
    }
    case "wallet-disconnected":
      return write(state, { kind: "disconnected" });
    case "wallet-seen":
      return maySpeak(state.walletNote, event) ? see(state, event) : stay(state);
    case "dismiss-note":
      return clear(state);
  }
}

/** One that is connected speaks for itself, and of another one nothing is unsaid. */
function maySpeak(walletNote: WalletNote | undefined, { optionId, chosen }: Seen): boolean {
  if (lookerOf(walletNote) === optionId) return true;
  return chosen?.optionId === optionId ? chosen.isGone === true : walletNote === undefined;
}

function see(state: StateOf<"ready">, { optionId, address }: Seen): SessionStep {
  const { walletNote } = state;
  const isOwn = lookerOf(walletNote) === optionId;
  if (address === undefined) return isOwn ? clear(state) : stay(state);
  if (address === state.address) return clear(state);
  if (isOwn && walletNote?.kind === "other-account" && walletNote.address === address)
    return stay(state);
  return write(state, { kind: "other-account", address, optionId });
}

/** The wallet that was only looked at, where a note is of one. */
function lookerOf(walletNote: WalletNote | undefined): string | undefined {
  return walletNote?.kind === "other-account" ? walletNote.optionId : undefined;
}

function write(state: StateOf<"ready">, walletNote: WalletNote): SessionStep {
  return [{ ...state, walletNote }, []];
}

function clear(state: StateOf<"ready">): SessionStep {
  if (!state.walletNote) return stay(state);
  const { walletNote: _, ...rest } = state;
  return [rest, []];
}
