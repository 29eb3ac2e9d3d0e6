import { createContext, useContext } from "react";
import type { OpenFiles } from "@/lib/attachments/flow/open-files.ts";
import type { OwnArchive } from "@/lib/attachments/flow/own-archive.ts";
import type { Shipping } from "@/lib/attachments/flow/ship-files.ts";
import type { ConnectionTest } from "@/lib/calls/flow/test-connection.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { NamedDevices } from "@/lib/identity/flow/device-names.ts";
import type { GroupPicturing } from "@/lib/identity/flow/keep-group-pictures.ts";
import type { Naming } from "@/lib/identity/flow/keep-names.ts";
import type { Picturing } from "@/lib/identity/flow/keep-pictures.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import type { Wallets } from "@/lib/identity/ports.ts";
import type { StorageWatch } from "@/lib/messaging/flow/keep-storage.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { Notifications } from "@/lib/notifications/flow/tell-of-messages.ts";
import type { Offline } from "@/lib/offline/flow/keep-offline.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import type { Search } from "@/lib/search/flow/search.ts";
import type { ServerAccess } from "@/lib/server-session/flow/server-access.ts";
import type { Transactions } from "@/lib/transactions/flow/transactions.ts";
import type { CallsWithFiles } from "@/lib/transfers/flow/transfers.ts";

/** The flows that a page runs, made once by `app/wiring.ts`. */
export type ParleyServices = {
  session: Session;
  messaging: Messaging;
  devices: NamedDevices;
  storage: StorageWatch;
  naming: Naming;
  preferences: Preferences;
  notifications: Notifications;
  offline: Offline;
  pictures: Picturing;
  groupPictures: GroupPicturing;
  server: ServerAccess;
  search: Search;
  /** Loads what speaks to wallets, on first use. Fails with `wallet.not-loaded`. */
  loadWallets: () => Promise<Wallets>;
  /** Loads what reads chains and carries out requests. Fails with `transaction.not-loaded`. */
  loadTransactions: () => Promise<Transactions>;
  /** Loads what sends files. Fails with `attachment.not-loaded`. */
  loadShipping: () => Promise<Shipping>;
  /** Loads what asks for one's archived files. Fails with `attachment.not-loaded`. */
  loadArchive: () => Promise<OwnArchive>;
  /** Left out where this Parley has no archive: no files can be sent. */
  archive?: { maxFileBytes: number; gatewayHost: string };
  /** Who is asked for files, before whom a link names: one's own archive, then the others. */
  gatewayHosts: readonly string[];
  /** Loads what fetches and opens files, with the first that is shown. */
  loadOpenFiles: () => Promise<OpenFiles>;
  /** Loads what makes and takes calls, and listens for them. Fails with `call.not-loaded`. */
  loadCalls: () => Promise<CallsWithFiles>;
  /** Loads the test of what calls from here come to. Fails with `call.not-loaded`. */
  loadConnectionTest: () => Promise<ConnectionTest>;
  /** Whether this Parley has a relay for calls. */
  hasRelay: boolean;
  /** The chains that can be read. */
  chainIds: readonly number[];
};

export const ParleyContext = createContext<ParleyServices | undefined>(undefined);

/** The flows of this page. For the hooks of `lib/react`; components use those. */
export function useParley(): ParleyServices {
  const services = useContext(ParleyContext);
  if (!services) throw new ParleyError("unexpected", "Hooks of Parley need a ParleyProvider");
  return services;
}
