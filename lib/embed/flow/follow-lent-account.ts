import { type Address, readAddress } from "@/lib/identity/core/address.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import { LENT_ID } from "@/lib/identity/core/wallet-option.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import { NOTHING_NOTED, stepNoting } from "../core/lent-account.ts";
import type { Unsubscribe } from "../ports.ts";

/**
 * Notes in the session which account the page around this frame is connected as, where that is not the
 * one that is signed in. The wallet is asked for what it shows already (`eth_accounts`, EIP-1193), and
 * nothing is asked of its person.
 */
export function followLentAccount(
  { onPresence, provider }: LentWallet,
  session: Pick<Session, "store" | "noteWallet">,
): Unsubscribe {
  let noting = NOTHING_NOTED;
  let seen: Address | undefined;
  let turn = 0;

  function look(): void {
    const state = session.store.getState();
    if (state.kind !== "ready") {
      // A note that went with the inbox was not turned away.
      noting = { dismissed: noting.dismissed };
      return;
    }
    const noted = notedIn(state);
    // Nor was one that gave way to what the wallet of the sign-in has said since.
    if (state.walletNote && !noted) noting = { dismissed: noting.dismissed };
    const { inboxId, address: own } = state;
    const sight = { inboxId, own, ...(seen && { seen }), ...(noted && { noted }) };
    const [next, note] = stepNoting(noting, sight);
    noting = next;
    if (note) session.noteWallet({ ...note, optionId: LENT_ID });
  }

  function see(accounts: unknown): void {
    turn += 1;
    seen = firstOf(accounts);
    look();
  }

  function ask(isThere: boolean): void {
    see(undefined);
    const mine = turn;
    // A wallet that says nothing is none to compare with; one that has changed meanwhile has said it.
    if (isThere)
      provider.request({ method: "eth_accounts" }).then(
        (accounts) => mine === turn && see(accounts),
        () => undefined,
      );
  }

  const endings = [onPresence(ask), session.store.subscribe(look)];
  provider.on("accountsChanged", see);
  return () => {
    for (const end of endings) end();
    provider.removeListener("accountsChanged", see);
  };
}

function notedIn({ walletNote }: Extract<SessionState, { kind: "ready" }>): Address | undefined {
  if (walletNote?.kind !== "other-account" || walletNote.optionId !== LENT_ID) return undefined;
  return walletNote.address;
}

/** What a page answers may be anything. */
function firstOf(accounts: unknown): Address | undefined {
  const [first]: unknown[] = Array.isArray(accounts) ? accounts : [];
  return typeof first === "string" ? readAddress(first) : undefined;
}
