import { createStore, type StoreApi } from "zustand/vanilla";
import type { InboxId } from "../core/ids.ts";
import type { Account } from "../core/session.ts";
import type { AccountMemory, RememberedAccount, Unsubscribe } from "../ports.ts";

/** An account of this device, with the name that it had when it was last used. */
export type KnownAccount = Omit<RememberedAccount, "xmtpEnv">;

/** Who is signed in on this device, on the network that this page speaks to. */
export type Accounts = {
  /** The one used last first: that is the one in use, in every tab. */
  readonly store: Pick<
    StoreApi<readonly KnownAccount[]>,
    "getState" | "getInitialState" | "subscribe"
  >;
  /** Who is in use, read anew: another tab may have changed it a moment ago. */
  current(): Account | undefined;
  /** One of them, read anew. */
  find(inboxId: InboxId): Account | undefined;
  /** Signs in, or puts to use. */
  remember(account: Account): void;
  forget(account: Account): void;
  /** Keeps what an account is called, to show it when another one is in use. */
  nameAs(account: Account, name: string): void;
  /** Reads who there is; hears, until it is ended, what other tabs change. */
  start(onChange: () => void): Unsubscribe;
};

/** Makes it over the memory of this device; accounts of another network are none here. */
export function createAccounts({
  memory,
  xmtpEnv,
}: {
  memory: AccountMemory;
  xmtpEnv: string;
}): Accounts {
  const store = createStore<readonly KnownAccount[]>(() => []);

  function read(): readonly KnownAccount[] {
    const here = memory.load().filter((account) => account.xmtpEnv === xmtpEnv);
    const accounts = here.map(({ xmtpEnv: _, ...account }) => account);
    // Whoever looks on is told of changes only.
    const isSame = JSON.stringify(accounts) === JSON.stringify(store.getState());
    if (!isSame) store.setState(accounts, true);
    return store.getState();
  }

  return {
    store,
    current: () => toAccount(read()[0]),
    find: (inboxId) => toAccount(read().find((account) => account.inboxId === inboxId)),
    remember: ({ address, inboxId }) => {
      const known = read().find((account) => account.inboxId === inboxId);
      const name = known?.address === address ? known.name : undefined;
      memory.use({ address, inboxId, xmtpEnv, ...(name && { name }) });
      read();
    },
    forget: ({ inboxId }) => {
      memory.forget({ inboxId, xmtpEnv });
      read();
    },
    nameAs: ({ address, inboxId }, name) => {
      const [first] = read();
      // Only of the one in use: keeping a name puts to use whose name it is.
      if (first?.inboxId !== inboxId || first.name === name) return;
      memory.use({ address, inboxId, xmtpEnv, name });
      read();
    },
    start: (onChange) => {
      read();
      return memory.onChange(() => {
        read();
        onChange();
      });
    },
  };
}

function toAccount(known: KnownAccount | undefined): Account | undefined {
  return known && { address: known.address, inboxId: known.inboxId };
}
