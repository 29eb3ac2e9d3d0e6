import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import { LENT_ID } from "@/lib/identity/core/wallet-option.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import type { Unsubscribe } from "../ports.ts";

/**
 * Notes in the session which account the page around this frame is connected as, once for each that
 * somebody is signed in beside. The wallet is asked for what it shows already (`eth_accounts`, EIP-1193),
 * and nothing is asked of its person.
 */
export function followLentAccount(
  { onPresence, provider }: LentWallet,
  session: Pick<Session, "store" | "noteWallet">,
): Unsubscribe {
  let address: Address | undefined;
  let noted: string | undefined;

  function look(): void {
    const state = session.store.getState();
    if (state.kind !== "ready" || !address) return;
    const both = `${state.inboxId} ${address}`;
    if (both === noted) return;
    noted = both;
    session.noteWallet({ address, optionId: LENT_ID });
  }

  function see(accounts: unknown): void {
    address = firstOf(accounts);
    look();
  }

  function ask(isThere: boolean): void {
    address = undefined;
    // A wallet that says nothing is none to compare with.
    if (isThere) provider.request({ method: "eth_accounts" }).then(see, () => undefined);
  }

  const endings = [onPresence(ask), session.store.subscribe(look)];
  provider.on("accountsChanged", see);
  return () => {
    for (const end of endings) end();
    provider.removeListener("accountsChanged", see);
  };
}

/** What a page answers may be anything. */
function firstOf(accounts: unknown): Address | undefined {
  const [first]: unknown[] = Array.isArray(accounts) ? accounts : [];
  try {
    return typeof first === "string" ? parseAddress(first) : undefined;
  } catch {
    return undefined;
  }
}
