import type { ChosenWallet, SessionEvent } from "../core/session.ts";
import type { Wallet, WalletChange } from "../ports.ts";
import type { HeldWallet, Task } from "./session-ports.ts";
import { takeLock } from "./take-lock.ts";

/**
 * Takes the tab lock, then lets the person choose an account in the wallet `optionId`. Where
 * somebody is signed in already, the tab that has the lock goes on meanwhile.
 *
 * A wallet that answers after the person has turned away is disconnected again, unless they have come
 * back and chosen it once more: its connection is one and the same.
 */
export async function connectWallet(
  optionId: string,
  task: Task,
): Promise<SessionEvent | undefined> {
  const { accounts, held, signal, report } = task;
  const holdsLock = !held.isTemporary && (await takeLock(task));
  if (signal.aborted) return undefined;
  const mayWait = held.isTemporary || accounts.current();
  if (!holdsLock && !mayWait) return { kind: "lock-elsewhere" };
  // People take seconds in the wallet's window: the engine is there when they come back.
  warm(holdsLock, task);
  const wallet = await connect(optionId, task);
  if (signal.aborted) {
    if (held.connecting?.optionId !== optionId) await wallet.disconnect();
    return undefined;
  }
  held.wallet = hold(wallet, report);
  return { kind: "connected", address: wallet.address };
}

/** The try that goes on, or went well, is noted for as long as its wallet is wanted. */
async function connect(optionId: string, { ports, held, signal, report }: Task): Promise<Wallet> {
  const attempt = { optionId };
  held.connecting = attempt;
  let isWanted = false;
  try {
    const wallets = await ports.loadWallets();
    const wallet = await wallets.connect(optionId, {
      onUri: (uri) => report({ kind: "pairing-uri", uri }),
    });
    isWanted = !signal.aborted;
    return wallet;
  } finally {
    if (!isWanted && held.connecting === attempt) delete held.connecting;
  }
}

/** The engine may be loading since the dialog opened; now its files may be opened too. */
function warm(holdsLock: boolean, { ports, held }: Pick<Task, "ports" | "held">): void {
  const coolEarlier = held.coolEngine;
  const cool = ports.warmEngine({ holdsLock });
  held.coolEngine = () => {
    coolEarlier?.();
    cool();
  };
  // What fails here fails again, and says so, when it is needed.
  ports.loadSigning().catch(() => undefined);
}

function hold(wallet: Wallet, report: Task["report"]): HeldWallet {
  const chosen: ChosenWallet = { optionId: wallet.optionId };
  const stopWatching = wallet.onChange((change) => {
    if (change.kind === "disconnected") chosen.isGone = true;
    else delete chosen.isGone;
    report(asEvent(change));
  });
  return { wallet, chosen, stopWatching };
}

function asEvent(change: WalletChange): SessionEvent {
  switch (change.kind) {
    case "account":
      return { kind: "wallet-account", address: change.address };
    case "chain":
      return { kind: "wallet-chain", chainId: change.chainId };
    case "disconnected":
      return { kind: "wallet-disconnected" };
  }
}
