import type { Held, SessionPorts } from "./session-ports.ts";
import type { Signing } from "./sign-text.ts";

/** See `Session.withWallet`. */
export async function withWallet<Result>(
  optionId: string,
  work: (signing: Signing) => Promise<Result>,
  { held, ports }: { held: Held; ports: Pick<SessionPorts, "loadWallets" | "loadContracts"> },
): Promise<Result> {
  const { loadContracts } = ports;
  const connected = held.wallet?.wallet;
  // Its person may have chosen another account in it since.
  if (connected?.optionId === optionId) return work({ wallet: connected, loadContracts });
  held.borrowed ??= new Map();
  const { borrowed } = held;
  const loan = borrowed.get(optionId) ?? { users: 0 };
  borrowed.set(optionId, loan);
  loan.users++;
  try {
    loan.wallet = await (await ports.loadWallets()).connect(optionId);
    return await work({ wallet: loan.wallet, loadContracts });
  } finally {
    loan.users--;
    // Who gave a piece of work up may have begun the next one with the same wallet.
    if (loan.users === 0) {
      borrowed.delete(optionId);
      const isHeld = held.wallet?.wallet.optionId === optionId;
      if (!isHeld) await loan.wallet?.disconnect().catch(() => undefined);
    }
  }
}
