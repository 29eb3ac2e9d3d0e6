import type { Wallet } from "../ports.ts";
import type { Held, SessionPorts } from "./session-ports.ts";

/** See `Session.withWallet`. */
export async function withWallet<Result>(
  optionId: string,
  work: (wallet: Wallet) => Promise<Result>,
  { held, ports }: { held: Held; ports: Pick<SessionPorts, "loadWallets"> },
): Promise<Result> {
  const connected = held.wallet?.wallet;
  // Its person may have chosen another account in it since.
  if (connected?.optionId === optionId) return work(connected);
  const wallet = await (await ports.loadWallets()).connect(optionId);
  try {
    return await work(wallet);
  } finally {
    await wallet.disconnect().catch(() => undefined);
  }
}
