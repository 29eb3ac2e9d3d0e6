import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { ConnectionTest } from "@/lib/calls/flow/test-connection.ts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { hasNames } from "@/lib/identity/names/named-chains.ts";
import type {
  ContractAccounts,
  LentWallet,
  Names,
  Pictures,
  Wallets,
} from "@/lib/identity/ports.ts";
import type { OpenXmtpClient, WarmEngine } from "@/lib/messaging/ports/open-client.ts";
import type {
  NotificationPorts,
  Notifications,
} from "@/lib/notifications/flow/tell-of-messages.ts";
import type { Looking } from "@/lib/search/flow/looking.ts";
import type { MessageIndexes } from "@/lib/search/ports.ts";
import type { ServerAccess } from "@/lib/server-session/flow/server-access.ts";
import type { ServerApi } from "@/lib/server-session/ports.ts";
import type { Transactions, TransactionsPorts } from "@/lib/transactions/flow/transactions.ts";
import type { Chains, RunStore } from "@/lib/transactions/ports.ts";
import type { CallsWithFiles } from "@/lib/transfers/flow/transfers.ts";
import type { CallParts } from "./wiring-calls.ts";
import type { FileFlows, FileParts } from "./wiring-files.ts";

/*
 * Adapters that are heavy (wallets, chains, the engine): chunks of their own, fetched when they are
 * first needed, and again by whoever needs them next when that failed.
 */

/** Fails with `wallet.not-loaded`. */
export function walletsLoader(
  config: PublicConfig,
  loadLent?: () => Promise<LentWallet>,
): () => Promise<Wallets> {
  return chunk("wallet.not-loaded", async () => {
    const [{ createWallets }, lent] = await Promise.all([
      import("@/lib/identity/wallet/wallets.ts"),
      loadLent?.(),
    ]);
    return createWallets(config, lent);
  });
}

export function contractsLoader({ chains }: PublicConfig): () => Promise<ContractAccounts> {
  return chunk("wallet.not-loaded", async () => {
    const contracts = await import("@/lib/identity/wallet/contract-accounts.ts");
    return contracts.createContractAccounts(chains);
  });
}

export const loadSigning = chunk("wallet.not-loaded", async () => {
  const { signingSteps } = await import("@/lib/identity/flow/signing-steps.ts");
  return signingSteps;
});

/** Who is shown no transaction loads nothing of it. */
export function transactionsLoader(
  { chains, xmtp }: PublicConfig,
  parts: Omit<TransactionsPorts, "loadChains" | "unlessElsewhere">,
): () => Promise<Transactions> {
  const loadChains = onceLoaded(async (): Promise<Chains> => {
    const { createChains } = await import("@/lib/transactions/chain/viem-chains.ts");
    return createChains(chains);
  });
  return chunk("transaction.not-loaded", async () => {
    const [{ createTransactions }, { webRunLock }] = await Promise.all([
      import("@/lib/transactions/flow/transactions.ts"),
      import("@/lib/transactions/browser/web-run-lock.ts"),
    ]);
    return createTransactions({
      ...parts,
      loadChains,
      unlessElsewhere: webRunLock(`parley-run-${xmtp.env}-`),
    });
  });
}

/** How far requests have come on this device; fails with `transaction.not-loaded` as well. */
export function lazyRuns(networkName: string): RunStore {
  const load = chunk("transaction.not-loaded", async () => {
    const { indexedRuns } = await import("@/lib/transactions/local/indexed-runs.ts");
    return indexedRuns(networkName);
  });
  return {
    load: async (...asked) => (await load()).load(...asked),
    save: async (...kept) => (await load()).save(...kept),
    erase: async (inboxId) => (await load()).erase(inboxId),
  };
}

export function notificationsLoader(
  parts: Omit<NotificationPorts, "notifier" | "attention">,
): () => Promise<Notifications> {
  return onceLoaded(async () => {
    const [{ createNotifications }, { browserNotifier }, { browserAttention }] = await Promise.all([
      import("@/lib/notifications/flow/tell-of-messages.ts"),
      import("@/lib/notifications/browser/browser-notifier.ts"),
      import("@/lib/notifications/browser/browser-attention.ts"),
    ]);
    return createNotifications({
      ...parts,
      notifier: browserNotifier(),
      attention: browserAttention(),
    });
  });
}

/** All of files. Fails with `attachment.not-loaded`. */
export function filesLoader(config: PublicConfig, parts: FileParts): () => Promise<FileFlows> {
  return chunk("attachment.not-loaded", async () => {
    const { wireFiles } = await import("./wiring-files.ts");
    return wireFiles(config, parts);
  });
}

/** All of calls; listens for them from then on. Fails with `call.not-loaded`. */
export function callsLoader(config: PublicConfig, parts: CallParts): () => Promise<CallsWithFiles> {
  return chunk("call.not-loaded", async () => {
    const { wireCalls } = await import("./wiring-calls.ts");
    return wireCalls(config, parts);
  });
}

/** The test of what calls from here come to. Fails with `call.not-loaded`. */
export function connectionTestLoader(
  config: PublicConfig,
  server: ServerAccess,
): () => Promise<ConnectionTest> {
  return chunk("call.not-loaded", async () => {
    const { wireConnectionTest } = await import("./wiring-calls.ts");
    return wireConnectionTest(config, server);
  });
}

/** Nothing to load where no configured chain has names. */
export function namesLoader({ chains }: PublicConfig): (() => Promise<Names>) | undefined {
  if (!hasNames(chains)) return undefined;
  return chunk("name.unreachable", async () => {
    const { createChainNames } = await import("@/lib/identity/names/chain-names.ts");
    return createChainNames(chains);
  });
}

export function picturesLoader({
  chains,
  ipfsGatewayUrls: [ipfsGatewayUrl],
  xmtp,
}: PublicConfig): () => Promise<Pictures> {
  const servers = { allowsLocal: xmtp.env === "local", ...(ipfsGatewayUrl && { ipfsGatewayUrl }) };
  return chunk("picture.unreachable", async () => {
    const { createPictures } = await import("@/lib/identity/pictures/fetch-pictures.ts");
    return createPictures({ chains, servers });
  });
}

/** Who never looks for anything loads nothing of it. */
export function lazyIndexes(networkName: string): MessageIndexes {
  const load = chunk("search.failed", async () => {
    const { messageIndexes } = await import("@/lib/search/worker/message-indexes.ts");
    return messageIndexes(networkName);
  });
  return {
    open: async (...asked) => (await load()).open(...asked),
    erase: async (inboxId) => (await load()).erase(inboxId),
  };
}

/** Fails with `search.failed`. */
export const loadLooking: () => Promise<Looking> = chunk(
  "search.failed",
  async () => (await import("@/lib/search/flow/looking.ts")).looking,
);

/** Who does not sign in asks the server nothing. */
export function lazyServerApi(): ServerApi {
  const load = chunk("server.unreachable", async () => {
    const { fetchServerApi } = await import("@/lib/server-session/browser/fetch-server-api.ts");
    return fetchServerApi();
  });
  return {
    begin: async () => (await load()).begin(),
    prove: async (proof) => (await load()).prove(proof),
    read: async () => (await load()).read(),
    refresh: async () => (await load()).refresh(),
    end: async () => (await load()).end(),
  };
}

export function lazyClients(
  config: PublicConfig,
  listDrawn: () => Promise<void>,
): { openClient: OpenXmtpClient; warmEngine: WarmEngine } {
  const loadClients = onceLoaded(async () => {
    const { xmtpClients } = await engineChunk(() => import("@/lib/messaging/xmtp/open-client.ts"));
    return xmtpClients(config.xmtp);
  });
  return {
    openClient: async (request) => {
      if (request.inboxId) await listDrawn();
      return (await loadClients()).open(request);
    },
    warmEngine: (options) => {
      let isCold = false;
      const cooling = loadClients().then(
        ({ warm }) => (isCold ? undefined : warm(options)),
        // The opening that follows fails in the same way, and says so.
        () => undefined,
      );
      return () => {
        isCold = true;
        void cooling.then((cool) => cool?.());
      };
    },
  };
}

/** A part of the engine. Fails with `xmtp.engine`. */
export function engineChunk<Module>(load: () => Promise<Module>): Promise<Module> {
  return orFail("xmtp.engine", load);
}

/** Fails with that code, and is fetched again by the next who asks. */
function chunk<Loaded>(code: ErrorCode, load: () => Promise<Loaded>): () => Promise<Loaded> {
  return onceLoaded(() => orFail(code, load));
}

async function orFail<Loaded>(code: ErrorCode, load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load();
  } catch (cause) {
    throw new ParleyError(code, "A chunk did not load", { cause });
  }
}
