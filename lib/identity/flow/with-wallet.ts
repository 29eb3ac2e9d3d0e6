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
  const wallet = await (await ports.loadWallets()).connect(optionId);
  try {
    return await work({ wallet, loadContracts });
  } finally {
    await wallet.disconnect().catch(() => undefined);
  }
}
