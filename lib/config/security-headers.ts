import type { PublicConfig } from "./public-config.ts";

type PolicyInput = {
  config: PublicConfig;
  /** Fresh for each response; the only inline scripts and styles that run carry it. */
  nonce: string;
  /** React's development build evaluates strings and Next's hot reload opens a WebSocket. */
  isDevelopment: boolean;
  /** The one origin whose pages may frame this one; unless given, nobody's. */
  framedBy?: string;
};

/** Reached only when a project id is configured: relay, chain RPC by WalletConnect, origin check. */
const WALLETCONNECT_ORIGINS = [
  "wss://relay.walletconnect.com",
  "wss://relay.walletconnect.org",
  "https://rpc.walletconnect.com",
  "https://rpc.walletconnect.org",
  "https://verify.walletconnect.com",
  "https://verify.walletconnect.org",
];

/** Gives the Content-Security-Policy of one response (CSP Level 3). */
export function contentSecurityPolicy(input: PolicyInput): string {
  const { config, nonce, isDevelopment, framedBy = "'none'" } = input;
  const directives: Record<string, string[]> = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      // XMTP's engine is WebAssembly; compiling it needs this, and it allows no eval.
      "'wasm-unsafe-eval'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    "style-src": isDevelopment ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`],
    // Virtual lists and popovers are placed with style attributes, which carry no nonce.
    "style-src-attr": ["'unsafe-inline'"],
    "connect-src": ["'self'", ...connectOrigins(config), ...(isDevelopment ? ["ws:"] : [])],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "worker-src": ["'self'"],
    // The frame that shows documents, of an origin of its own.
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": [framedBy],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

function connectOrigins(config: PublicConfig): string[] {
  const { apiUrl, gatewayUrl, historyUrl } = config.xmtp;
  const urls = [apiUrl, gatewayUrl, historyUrl, ...config.chains.map(({ rpcUrl }) => rpcUrl)];
  const origins = urls.filter((url) => url !== undefined).map((url) => new URL(url).origin);
  const walletConnect = config.walletConnectProjectId ? WALLETCONNECT_ORIGINS : [];
  return [...new Set([...origins, ...walletConnect])];
}

/**
 * The policy of files that never change. A worker obeys that of its own file, and browsers keep
 * such a file for a year: it may not name addresses that an operator can change tomorrow.
 */
export const STATIC_FILE_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http: https:";

/**
 * The policy of the offline worker: it runs nothing but itself, and asks nobody but this server.
 * What pages ask of others passes it by.
 */
export const OFFLINE_WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/** What pages of other sites load runs by their policy; of its own it needs nothing. */
export const EMBED_SCRIPT_POLICY = "default-src 'none'";

/**
 * The policy of the frame that shows documents of others. It is of no origin, however it is opened;
 * it asks no server for anything, and only this site may show it.
 */
export const VIEWER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src data: blob:",
  "font-src data: blob:",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-scripts",
].join("; ");

/** What every response carries beside the policy. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Permissions-Policy":
    "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()",
  // Not `same-origin`: wallets and WalletConnect links open windows that talk back.
  "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
};

/**
 * Instead, for the window that a frame of Parley opens: any other policy parts it from its opener. The
 * frame says nothing to a window that it did not open, and the window nothing to who is not of this origin.
 */
export const OPENED_BY_FRAME = { "Cross-Origin-Opener-Policy": "unsafe-none" };
