import { LOCAL_CHAIN_ID } from "./local-chain.ts";
import { nearestName } from "./nearest-name.ts";
import { crossSettingProblems } from "./setting-conflicts.ts";
import {
  type ChainRpc,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingsSchema,
  type XmtpEnv,
} from "./settings.ts";

/** What the environment said, validated. Server side only; the browser gets `publicConfig`. */
export type AppConfig = {
  xmtp: {
    env: XmtpEnv;
    /** V3 endpoint. Undefined in the environments that speak to a gateway only. */
    apiUrl?: string;
    gatewayUrl?: string;
    historyUrl: string;
  };
  /** The chains that may be read, the local one among them where `npm start` runs it. */
  chains: ChainRpc[];
  /** Where what is on IPFS is read, asked in this order: pictures of names by the first alone. */
  ipfsGatewayUrls: string[];
  /** Where files of conversations are kept; without it none can be sent. */
  archive?: ArchiveConfig;
  /** A Postgres server; without one the database is in `dataDir`. */
  databaseUrl?: string;
  /** Through which calls go where they can't go directly. */
  relay?: RelayConfig;
  /** Who tells devices their addresses outside, for calls (STUN, RFC 8489). */
  stunUrls: readonly string[];
  walletConnectProjectId?: string;
  /** The origins of pages that may show Parley in a frame. */
  embedOrigins: string[];
  /** Whether `npm start` runs the node of `local-stack`: not when another one is named. */
  startsLocalStack: boolean;
  /** Whether that brings a chain along: not when another one is named for its id. */
  startsLocalChain: boolean;
  /** Whether that brings an IPFS node along: not when another one is named. */
  startsLocalIpfs: boolean;
  ports: {
    app: number;
    grpcWeb: number;
    grpc: number;
    history: number;
    chain: number;
    ipfsRpc: number;
    ipfsGateway: number;
  };
  /** Where the local node keeps its database, and the app a secret that it made itself. */
  dataDir: string;
  session: {
    /** Where browsers find the app. Never read from a request, which may say anything. */
    origin: string;
    /** Seals cookies: 64 hexadecimal digits. Left out on the local network only: one is made there. */
    secret?: string;
    /** How many proxies stand before the app, each adding to X-Forwarded-For. */
    proxyHops: number;
  };
};

/** Where files are archived, and how much of them. Server side only. */
export type ArchiveConfig = {
  /** Kubo's RPC, which obeys whoever reaches it. */
  rpcUrl: string;
  /** Where browsers, and other apps, get what is archived. */
  gatewayUrl: string;
  /** For each inbox. */
  quotaBytes: number;
  /** Of a file before it is sealed. */
  maxFileBytes: number;
  /** Who keeps a copy of everything. */
  pinning?: { url: string; token: string };
};

/** The relays of calls, and the secret that they share with the app. Server side only. */
export type RelayConfig = { urls: readonly string[]; secret: string };

export type ConfigResult =
  | { ok: true; config: AppConfig; warnings: string[] }
  | { ok: false; problems: string[]; warnings: string[] };

/** Not all of `IPFS_…`: some of those are Kubo's own. */
const OUR_NAMES = /^(PARLEY|XMTP|ARCHIVE|PINNING|TURN|STUN)_|^IPFS_(RPC|GATEWAY)_/;

type Environment = Readonly<Record<string, string | undefined>>;

const V3_API_URLS: Partial<Record<XmtpEnv, string>> = {
  dev: "https://api.dev.xmtp.network:5558",
  production: "https://api.production.xmtp.network:5558",
};
const DEV_HISTORY_URL = "https://message-history.dev.ephemera.network";
const PRODUCTION_HISTORY_URL = "https://message-history.production.ephemera.network";

/**
 * Gives the configuration, or one sentence for every mistake in the environment.
 *
 * An empty variable counts as unset, so a line of `.env` can be blanked. Unknown names that
 * start like ours are warnings: they are most likely typing errors.
 */
export function parseConfig(environment: Environment): ConfigResult {
  const warnings = unknownNameWarnings(environment);
  const { settings, problems } = readSettings(environment);
  problems.push(...crossSettingProblems(settings));
  if (problems.length > 0) return { ok: false, problems, warnings };
  // Without a problem every setting has its value.
  return { ok: true, config: toConfig(settings as Settings), warnings };
}

/** Reads each setting by itself, so that one mistake hides no other. */
function readSettings(environment: Environment) {
  const settings: Partial<Record<SettingName, unknown>> = {};
  const problems: string[] = [];
  for (const name of SETTING_NAMES) {
    const value = environment[name]?.trim() || undefined;
    const parsed = settingsSchema.shape[name].safeParse(value);
    if (parsed.success) settings[name] = parsed.data;
    else problems.push(...parsed.error.issues.map((issue) => issue.message));
  }
  return { settings: settings as Partial<Settings>, problems };
}

function unknownNameWarnings(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => OUR_NAMES.test(name) && !SETTING_NAMES.includes(name as SettingName))
    .map((name) => {
      const nearest = nearestName(name, SETTING_NAMES);
      return `${name} is not a setting of Parley and is ignored${nearest ? `; did you mean ${nearest}?` : "."}`;
    });
}

function toConfig(settings: Settings): AppConfig {
  const { XMTP_ENV: env, WALLETCONNECT_PROJECT_ID: walletConnectProjectId } = settings;
  const apiUrl = settings.XMTP_API_URL ?? defaultApiUrl(settings);
  const named = settings.CHAIN_RPC_URLS;
  const namesServer = Boolean(settings.XMTP_API_URL ?? settings.XMTP_GATEWAY_URL);
  const startsLocalStack = env === "local" && !namesServer;
  const startsLocalChain =
    startsLocalStack && named.every(({ chainId }) => chainId !== LOCAL_CHAIN_ID);
  const startsLocalIpfs = startsLocalStack && !settings.IPFS_RPC_URL;
  const rpcUrl = `http://localhost:${settings.PARLEY_CHAIN_PORT}`;
  const archive = toArchive(settings, startsLocalIpfs);
  return {
    xmtp: {
      env,
      ...(apiUrl && { apiUrl }),
      ...(settings.XMTP_GATEWAY_URL && { gatewayUrl: settings.XMTP_GATEWAY_URL }),
      historyUrl: settings.XMTP_HISTORY_URL ?? defaultHistoryUrl(settings),
    },
    chains: startsLocalChain ? [...named, { chainId: LOCAL_CHAIN_ID, rpcUrl }] : named,
    ipfsGatewayUrls: settings.IPFS_GATEWAY_URLS,
    ...(archive && { archive }),
    ...(settings.DATABASE_URL && { databaseUrl: settings.DATABASE_URL }),
    ...(settings.TURN_SECRET && {
      relay: { urls: settings.TURN_URLS, secret: settings.TURN_SECRET },
    }),
    stunUrls: settings.STUN_URLS,
    ...(walletConnectProjectId && { walletConnectProjectId }),
    embedOrigins: settings.PARLEY_EMBED_ORIGINS,
    startsLocalStack,
    startsLocalChain,
    startsLocalIpfs,
    ports: {
      app: settings.PARLEY_PORT,
      grpcWeb: settings.XMTP_GRPC_WEB_PORT,
      grpc: settings.XMTP_GRPC_PORT,
      history: settings.XMTP_HISTORY_PORT,
      chain: settings.PARLEY_CHAIN_PORT,
      ipfsRpc: settings.PARLEY_IPFS_RPC_PORT,
      ipfsGateway: settings.PARLEY_IPFS_GATEWAY_PORT,
    },
    dataDir: settings.PARLEY_DATA_DIR,
    session: {
      origin: settings.PARLEY_ORIGIN ?? `http://localhost:${settings.PARLEY_PORT}`,
      ...(settings.PARLEY_SESSION_SECRET && { secret: settings.PARLEY_SESSION_SECRET }),
      proxyHops: settings.PARLEY_PROXY_HOPS,
    },
  };
}

/** None without a node: not for other networks than the local one, unless one is named. */
function toArchive(settings: Settings, startsLocalIpfs: boolean): ArchiveConfig | undefined {
  const { IPFS_RPC_URL, ARCHIVE_GATEWAY_URL, PINNING_SERVICE_URL, PINNING_SERVICE_TOKEN } =
    settings;
  const urls = startsLocalIpfs
    ? {
        rpcUrl: `http://localhost:${settings.PARLEY_IPFS_RPC_PORT}`,
        gatewayUrl: `http://localhost:${settings.PARLEY_IPFS_GATEWAY_PORT}`,
      }
    : { rpcUrl: IPFS_RPC_URL, gatewayUrl: ARCHIVE_GATEWAY_URL };
  const { rpcUrl, gatewayUrl } = urls;
  if (!rpcUrl || !gatewayUrl) return undefined;
  return {
    rpcUrl,
    gatewayUrl,
    quotaBytes: settings.ARCHIVE_QUOTA_MB,
    maxFileBytes: settings.ARCHIVE_MAX_FILE_MB,
    ...(PINNING_SERVICE_URL &&
      PINNING_SERVICE_TOKEN && {
        pinning: { url: PINNING_SERVICE_URL, token: PINNING_SERVICE_TOKEN },
      }),
  };
}

function defaultApiUrl(settings: Settings): string | undefined {
  return settings.XMTP_ENV === "local"
    ? `http://localhost:${settings.XMTP_GRPC_WEB_PORT}`
    : V3_API_URLS[settings.XMTP_ENV];
}

function defaultHistoryUrl(settings: Settings): string {
  if (settings.XMTP_ENV === "local") return `http://localhost:${settings.XMTP_HISTORY_PORT}`;
  const isProduction = settings.XMTP_ENV === "production" || settings.XMTP_ENV === "mainnet";
  return isProduction ? PRODUCTION_HISTORY_URL : DEV_HISTORY_URL;
}
