import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { hasNames } from "@/lib/identity/names/named-chains.ts";
import type { ContractAccounts, Names, Pictures, Wallets } from "@/lib/identity/ports.ts";
import type { OpenXmtpClient, WarmEngine } from "@/lib/messaging/ports.ts";
import type { Looking } from "@/lib/search/flow/looking.ts";
import type { MessageIndexes } from "@/lib/search/ports.ts";
import type { ServerApi } from "@/lib/server-session/ports.ts";
import type { Transactions, TransactionsPorts } from "@/lib/transactions/flow/transactions.ts";
import type { Chains, RunStore } from "@/lib/transactions/ports.ts";

/*
 * Adapters that are heavy (wallets, chains, the engine): chunks of their own, fetched when they are
 * first needed, and again by whoever needs them next when that failed.
 */

/** Fails with `wallet.not-loaded`. */
export function walletsLoader(config: PublicConfig): () => Promise<Wallets> {
  return loader(() => importWallets(config));
}

async function importWallets(config: PublicConfig): Promise<Wallets> {
  try {
    const { createWallets } = await import("@/lib/identity/wallet/wallets.ts");
    return createWallets(config);
  } catch (cause) {
    throw new ParleyError("wallet.not-loaded", "The wallets' chunk did not load", { cause });
  }
}

export function contractsLoader({ chains }: PublicConfig): () => Promise<ContractAccounts> {
  return loader(async () => {
    try {
      const contracts = await import("@/lib/identity/wallet/contract-accounts.ts");
      return contracts.createContractAccounts(chains);
    } catch (cause) {
      throw new ParleyError("wallet.not-loaded", "The contracts' chunk did not load", { cause });
    }
  });
}

/** Who is shown no transaction loads nothing of it. */
export function transactionsLoader(
  { chains, xmtp }: PublicConfig,
  parts: Omit<TransactionsPorts, "loadChains" | "unlessElsewhere">,
): () => Promise<Transactions> {
  const loadChains = loader(async (): Promise<Chains> => {
    const { createChains } = await import("@/lib/transactions/chain/viem-chains.ts");
    return createChains(chains);
  });
  return loader(async () => {
    try {
      const [{ createTransactions }, { webRunLock }] = await Promise.all([
        import("@/lib/transactions/flow/transactions.ts"),
        import("@/lib/transactions/browser/web-run-lock.ts"),
      ]);
      return createTransactions({
        ...parts,
        loadChains,
        unlessElsewhere: webRunLock(`parley-run-${xmtp.env}-`),
      });
    } catch (cause) {
      throw new ParleyError("transaction.not-loaded", "A chunk did not load", { cause });
    }
  });
}

/** How far requests have come on this device; fails with `transaction.not-loaded` as well. */
export function lazyRuns(networkName: string): RunStore {
  const load = loader(async () => {
    try {
      const { indexedRuns } = await import("@/lib/transactions/local/indexed-runs.ts");
      return indexedRuns(networkName);
    } catch (cause) {
      throw new ParleyError("transaction.not-loaded", "A chunk did not load", { cause });
    }
  });
  return {
    load: async (...asked) => (await load()).load(...asked),
    save: async (...kept) => (await load()).save(...kept),
    erase: async (inboxId) => (await load()).erase(inboxId),
  };
}

/** Nothing to load where no configured chain has names. */
export function namesLoader({ chains }: PublicConfig): (() => Promise<Names>) | undefined {
  if (!hasNames(chains)) return undefined;
  return loader(async () => {
    try {
      const { createChainNames } = await import("@/lib/identity/names/chain-names.ts");
      return createChainNames(chains);
    } catch (cause) {
      throw new ParleyError("name.unreachable", "The names' chunk did not load", { cause });
    }
  });
}

export function picturesLoader({
  chains,
  ipfsGatewayUrl,
  xmtp,
}: PublicConfig): () => Promise<Pictures> {
  const servers = { allowsLocal: xmtp.env === "local", ...(ipfsGatewayUrl && { ipfsGatewayUrl }) };
  return loader(async () => {
    try {
      const { createPictures } = await import("@/lib/identity/pictures/fetch-pictures.ts");
      return createPictures({ chains, servers });
    } catch (cause) {
      throw new ParleyError("picture.unreachable", "The pictures' chunk did not load", { cause });
    }
  });
}

/** Who never looks for anything loads nothing of it. */
export function lazyIndexes(networkName: string): MessageIndexes {
  const load = loader(async () => {
    try {
      const { messageIndexes } = await import("@/lib/search/worker/message-indexes.ts");
      return messageIndexes(networkName);
    } catch (cause) {
      throw new ParleyError("search.failed", "The search's chunk did not load", { cause });
    }
  });
  return {
    open: async (...asked) => (await load()).open(...asked),
    erase: async (inboxId) => (await load()).erase(inboxId),
  };
}

/** Fails with `search.failed`. */
export async function loadLooking(): Promise<Looking> {
  try {
    return (await import("@/lib/search/flow/looking.ts")).looking;
  } catch (cause) {
    throw new ParleyError("search.failed", "The search's chunk did not load", { cause });
  }
}

/** Who does not sign in asks the server nothing. */
export function lazyServerApi(): ServerApi {
  const load = loader(async () => {
    try {
      const { fetchServerApi } = await import("@/lib/server-session/browser/fetch-server-api.ts");
      return fetchServerApi();
    } catch (cause) {
      throw new ParleyError("server.unreachable", "The chunk that asks did not load", { cause });
    }
  });
  return {
    begin: async () => (await load()).begin(),
    prove: async (proof) => (await load()).prove(proof),
    read: async () => (await load()).read(),
    refresh: async () => (await load()).refresh(),
    end: async () => (await load()).end(),
  };
}

/** Loads once, at the first call; what failed is tried again by the next. */
function loader<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

export function lazyClients(
  config: PublicConfig,
  listDrawn: () => Promise<void>,
): { openClient: OpenXmtpClient; warmEngine: WarmEngine } {
  const loadClients = loader(async () => {
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
export async function engineChunk<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new ParleyError("xmtp.engine", "The engine's chunk did not load", { cause });
  }
}
