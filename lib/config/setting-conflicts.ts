import type { Settings, XmtpEnv } from "./settings.ts";

/** Environments of the decentralised network: the operator names a gateway, there is no default. */
const GATEWAY_ENVS: readonly XmtpEnv[] = ["testnet-staging", "testnet-dev", "testnet", "mainnet"];

const PORT_SETTINGS = [
  "PARLEY_PORT",
  "XMTP_GRPC_WEB_PORT",
  "XMTP_GRPC_PORT",
  "XMTP_HISTORY_PORT",
  "PARLEY_CHAIN_PORT",
  "PARLEY_IPFS_RPC_PORT",
  "PARLEY_IPFS_GATEWAY_PORT",
] as const;

/**
 * One sentence for every pair of settings that are right alone and wrong together. A setting
 * that is wrong by itself is missing here.
 */
export function crossSettingProblems(settings: Partial<Settings>): string[] {
  return [
    ...gatewayProblems(settings),
    ...sharedPortProblems(settings),
    ...secretProblems(settings),
    ...TOGETHER.flatMap((pair) => togetherProblems(settings, pair)),
    ...insecureGatewayProblems(settings),
    ...quotaProblems(settings),
    ...relayProblems(settings),
  ];
}

/** What is of no use without the other. */
const TOGETHER = [
  ["IPFS_RPC_URL", "ARCHIVE_GATEWAY_URL", "they are two doors of one node"],
  ["PINNING_SERVICE_URL", "PINNING_SERVICE_TOKEN", "the service answers nobody without it"],
] as const;

function togetherProblems(
  settings: Partial<Settings>,
  [first, second, why]: (typeof TOGETHER)[number],
): string[] {
  // What is not here at all is wrong by itself, and told of already.
  if (!(first in settings && second in settings)) return [];
  if (settings[first] && !settings[second])
    return [`${second} must be set when ${first} is: ${why}.`];
  if (settings[second] && !settings[first])
    return [`${first} must be set when ${second} is: ${why}.`];
  return [];
}

/** A page with TLS reads nothing without it, except of its own machine. */
function insecureGatewayProblems(settings: Partial<Settings>): string[] {
  const { PARLEY_ORIGIN: origin, ARCHIVE_GATEWAY_URL: gateway } = settings;
  if (!origin?.startsWith("https:") || !gateway?.startsWith("http:")) return [];
  if (/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(gateway)) return [];
  return [
    `ARCHIVE_GATEWAY_URL must be https:// when PARLEY_ORIGIN is: browsers read nothing else from such a page.`,
  ];
}

/** Relays let nobody in without what is made with the secret. */
function relayProblems(settings: Partial<Settings>): string[] {
  const { TURN_URLS: urls, TURN_SECRET: secret } = settings;
  // What is not here at all is wrong by itself, and told of already.
  if (!urls || !("TURN_SECRET" in settings)) return [];
  if (urls.length > 0 && !secret)
    return ["TURN_SECRET must be set when TURN_URLS is: the relays let nobody in without it."];
  if (secret && urls.length === 0)
    return ["TURN_URLS must be set when TURN_SECRET is: it says where the relays are."];
  return [];
}

function quotaProblems({ ARCHIVE_QUOTA_MB: quota, ARCHIVE_MAX_FILE_MB: file }: Partial<Settings>) {
  if (!quota || !file || file <= quota) return [];
  return ["ARCHIVE_MAX_FILE_MB is more than ARCHIVE_QUOTA_MB: such a file could never be sent."];
}

/** A setting that is there and wrong is `undefined` here too, and told of already. */
function secretProblems(settings: Partial<Settings>): string[] {
  const { XMTP_ENV: env } = settings;
  if (!env || env === "local" || !("PARLEY_SESSION_SECRET" in settings)) return [];
  if (settings.PARLEY_SESSION_SECRET) return [];
  return [
    `PARLEY_SESSION_SECRET must be set when XMTP_ENV is ${env}: put there what \`openssl rand -hex 32\` gives.`,
  ];
}

function gatewayProblems(settings: Partial<Settings>): string[] {
  if (!settings.XMTP_ENV || !GATEWAY_ENVS.includes(settings.XMTP_ENV)) return [];
  const problems: string[] = [];
  if (!settings.XMTP_GATEWAY_URL) {
    problems.push(
      `XMTP_GATEWAY_URL must be set when XMTP_ENV is ${settings.XMTP_ENV}: that network has no default gateway.`,
    );
  }
  if (settings.XMTP_API_URL) {
    problems.push(
      `XMTP_API_URL has no meaning when XMTP_ENV is ${settings.XMTP_ENV}: set XMTP_GATEWAY_URL only.`,
    );
  }
  return problems;
}

function sharedPortProblems(settings: Partial<Settings>): string[] {
  if (settings.XMTP_ENV !== "local") return [];
  return PORT_SETTINGS.flatMap((name, index) =>
    PORT_SETTINGS.slice(index + 1)
      .filter((other) => settings[name] && settings[other] === settings[name])
      .map((other) => `${name} and ${other} are both ${settings[name]}: each needs a port.`),
  );
}
