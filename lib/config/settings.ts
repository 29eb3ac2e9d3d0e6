import { z } from "zod";

/** Every network of the XMTP SDK. `local` is the node in `local-stack`. */
export const XMTP_ENVS = [
  "local",
  "dev",
  "production",
  "testnet-staging",
  "testnet-dev",
  "testnet",
  "mainnet",
] as const;

export type XmtpEnv = (typeof XMTP_ENVS)[number];

/** One chain whose contracts may be read: smart wallets, names. */
export type ChainRpc = { chainId: number; rpcUrl: string };

const PORT_RANGE = "a whole number from 1 to 65535";

function quoted(input: unknown): string {
  return JSON.stringify(input);
}

function port(name: string, fallback: number) {
  const message = (input: unknown) => `${name} must be ${PORT_RANGE}; it is ${quoted(input)}.`;
  return z
    .string()
    .default(String(fallback))
    .transform((text, context) => {
      const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
      if (value < 1 || value > 65_535) context.addIssue(message(text));
      return value;
    });
}

/** Gives the URL without a trailing slash, or undefined when a browser could not fetch it. */
function fetchableUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  return url.href.replace(/\/$/, "");
}

function httpUrl(name: string) {
  return z.string().transform((text, context) => {
    const url = fetchableUrl(text);
    if (url) return url;
    context.addIssue(
      `${name} must be an http:// or https:// URL without a user name; it is ${quoted(text)}.`,
    );
    return z.NEVER;
  });
}

/** URLs between commas, in the order they are asked in; each of them once. */
function httpUrls(name: string) {
  return z
    .string()
    .default("")
    .transform((text, context) => {
      const parts = text.split(",").map((part) => part.trim());
      const urls = parts.filter((part) => part !== "").map((part) => [part, fetchableUrl(part)]);
      for (const [part, url] of urls) {
        if (url) continue;
        context.addIssue(
          `${name} must be http:// or https:// URLs with commas between them; ${quoted(part)} is none.`,
        );
      }
      return [...new Set(urls.flatMap(([, url]) => url ?? []))];
    });
}

/** As the screen writes sizes: a megabyte is a million bytes. */
function megabytes(name: string, fallback: number) {
  return z
    .string()
    .default(String(fallback))
    .transform((text, context) => {
      if (/^[1-9]\d{0,7}$/.test(text)) return Number(text) * 1_000_000;
      context.addIssue(`${name} must be a whole number of MB above 0; it is ${quoted(text)}.`);
      return z.NEVER;
    });
}

/** It may hold a password, so it is not repeated. */
const databaseUrl = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname) return text;
  context.addIssue(
    "DATABASE_URL must look like postgres://user:password@host:5432/database (its password written as in a URL).",
  );
  return z.NEVER;
});

function parseChainRpc(pair: string): ChainRpc | undefined {
  const separator = pair.indexOf("=");
  const chainId = Number(pair.slice(0, separator).trim());
  const rpcUrl = fetchableUrl(pair.slice(separator + 1).trim());
  return rpcUrl && Number.isSafeInteger(chainId) && chainId > 0 ? { chainId, rpcUrl } : undefined;
}

const chainRpcUrls = z
  .string()
  .default("")
  .transform((text, context) => {
    const chains: ChainRpc[] = [];
    for (const pair of text.split(",").filter((part) => part.trim() !== "")) {
      const chain = parseChainRpc(pair);
      if (!chain) {
        context.addIssue(
          `CHAIN_RPC_URLS must look like 1=https://rpc.example,8453=https://base.example; ${quoted(pair.trim())} is not a chain id and a URL.`,
        );
      } else if (chains.some(({ chainId }) => chainId === chain.chainId)) {
        context.addIssue(`CHAIN_RPC_URLS names chain ${chain.chainId} twice.`);
      } else {
        chains.push(chain);
      }
    }
    return chains;
  });

/** The origin of a page (RFC 6454): browsers keep what XMTP needs on TLS or on this machine only. */
const appOrigin = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const isOrigin = url?.origin === text.replace(/\/$/, "") && /^https?:$/.test(url.protocol);
  const isPrivate = url?.protocol === "https:" || url?.hostname === "localhost";
  if (isOrigin && isPrivate) return url.origin;
  context.addIssue(
    `PARLEY_ORIGIN must be where browsers find the app, as https://parley.example.org, without a path (http:// for localhost only); it is ${quoted(text)}.`,
  );
  return z.NEVER;
});

/** Hosts of this machine, which browsers trust without TLS. */
const OWN_MACHINE = /^(?:localhost|.+[.]localhost|127[.]0[.]0[.]1|\[::1\])$/;

/** What may be put into a policy as it is. */
const PLAIN_ORIGIN = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/;

/** Each exactly as browsers say it: a pattern would let in who was never thought of. */
const embedOrigins = z
  .string()
  .default("")
  .transform((text, context) => {
    const parts = text.split(",").map((part) => part.trim());
    const origins = parts
      .filter((part) => part !== "")
      .flatMap((part) => {
        const url = URL.parse(part);
        const isOrigin = url?.origin === part && PLAIN_ORIGIN.test(part);
        const isPrivate = url?.protocol === "https:" || OWN_MACHINE.test(url?.hostname ?? "");
        if (isOrigin && isPrivate) return part;
        context.addIssue(
          `PARLEY_EMBED_ORIGINS must be origins as https://dapp.example.org with commas between them, without paths or patterns (http:// for this machine only); ${quoted(part)} is none.`,
        );
        return [];
      });
    return [...new Set(origins)];
  });

/** Fewer different digits than this are no chance. */
const MIN_DIFFERENT_DIGITS = 8;

/** What is wrong with a secret is said without saying the secret. */
const sessionSecret = z.string().transform((text, context) => {
  const secret = text.toLowerCase();
  const isRandom = new Set(secret).size >= MIN_DIFFERENT_DIGITS;
  if (/^[0-9a-f]{64}$/.test(secret) && isRandom) return secret;
  context.addIssue(
    "PARLEY_SESSION_SECRET must be 64 random hexadecimal digits, as `openssl rand -hex 32` gives.",
  );
  return z.NEVER;
});

const MAX_PROXY_HOPS = 9;

const proxyHops = z
  .string()
  .default("1")
  .transform((text, context) => {
    if (/^[1-9]$/.test(text)) return Number(text);
    context.addIssue(
      `PARLEY_PROXY_HOPS must be a whole number from 1 to ${MAX_PROXY_HOPS}; it is ${quoted(text)}.`,
    );
    return z.NEVER;
  });

/** What a relay is asked by (RFC 7065); browsers know no other parts of it. */
const RELAY_URL = /^turns?:[a-z0-9.-]+(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/i;

/** Who is asked for one's address outside (RFC 7064); browsers do it over UDP. */
const STUN_URL = /^stun:[a-z0-9.-]+(?::\d{1,5})?$/i;

function callUrls(name: string, pattern: RegExp, example: string) {
  return z
    .string()
    .default("")
    .transform((text, context) => {
      const urls = text.split(",").map((part) => part.trim());
      for (const url of urls) {
        if (url === "" || pattern.test(url)) continue;
        context.addIssue(`${name} must look like ${example}; ${quoted(url)} is none.`);
      }
      return [...new Set(urls.filter((url) => url !== ""))];
    });
}

const MIN_RELAY_SECRET_LENGTH = 16;

/** What is wrong with it is said without saying it. */
const relaySecret = z.string().min(MIN_RELAY_SECRET_LENGTH, {
  error: `TURN_SECRET must have at least ${MIN_RELAY_SECRET_LENGTH} characters, as \`openssl rand -hex 32\` gives.`,
});

/** Every setting that Parley reads, by the name of its environment variable. */
export const settingsSchema = z.object({
  XMTP_ENV: z
    .enum(XMTP_ENVS, {
      error: ({ input }) =>
        `XMTP_ENV must be one of ${XMTP_ENVS.join(", ")}; it is ${quoted(input)}.`,
    })
    .default("local"),
  XMTP_API_URL: httpUrl("XMTP_API_URL").optional(),
  XMTP_GATEWAY_URL: httpUrl("XMTP_GATEWAY_URL").optional(),
  XMTP_HISTORY_URL: httpUrl("XMTP_HISTORY_URL").optional(),
  CHAIN_RPC_URLS: chainRpcUrls,
  IPFS_GATEWAY_URLS: httpUrls("IPFS_GATEWAY_URLS"),
  IPFS_RPC_URL: httpUrl("IPFS_RPC_URL").optional(),
  ARCHIVE_GATEWAY_URL: httpUrl("ARCHIVE_GATEWAY_URL").optional(),
  ARCHIVE_QUOTA_MB: megabytes("ARCHIVE_QUOTA_MB", 1000),
  ARCHIVE_MAX_FILE_MB: megabytes("ARCHIVE_MAX_FILE_MB", 100),
  PINNING_SERVICE_URL: httpUrl("PINNING_SERVICE_URL").optional(),
  PINNING_SERVICE_TOKEN: z.string().optional(),
  DATABASE_URL: databaseUrl.optional(),
  TURN_URLS: callUrls(
    "TURN_URLS",
    RELAY_URL,
    "turn:relay.example.org:3478,turns:relay.example.org:5349?transport=tcp",
  ),
  TURN_SECRET: relaySecret.optional(),
  STUN_URLS: callUrls("STUN_URLS", STUN_URL, "stun:relay.example.org:3478"),
  WALLETCONNECT_PROJECT_ID: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, {
      error: ({ input }) =>
        `WALLETCONNECT_PROJECT_ID must be 32 hexadecimal digits; it is ${quoted(input)}.`,
    })
    .optional(),
  PARLEY_PORT: port("PARLEY_PORT", 3000),
  PARLEY_ORIGIN: appOrigin.optional(),
  PARLEY_EMBED_ORIGINS: embedOrigins,
  PARLEY_SESSION_SECRET: sessionSecret.optional(),
  PARLEY_PROXY_HOPS: proxyHops,
  XMTP_GRPC_WEB_PORT: port("XMTP_GRPC_WEB_PORT", 5557),
  XMTP_GRPC_PORT: port("XMTP_GRPC_PORT", 5556),
  XMTP_HISTORY_PORT: port("XMTP_HISTORY_PORT", 5558),
  PARLEY_CHAIN_PORT: port("PARLEY_CHAIN_PORT", 8545),
  PARLEY_IPFS_RPC_PORT: port("PARLEY_IPFS_RPC_PORT", 5559),
  PARLEY_IPFS_GATEWAY_PORT: port("PARLEY_IPFS_GATEWAY_PORT", 5560),
  PARLEY_DATA_DIR: z.string().default(".parley"),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as SettingName[];
