/** An inbox: one identity on XMTP with its wallets and installations; 64 hex digits (XIP-46). */
export type InboxId = string & { readonly __brand: "InboxId" };

/** The inbox id in `text`, in lower case; undefined when there is none. */
export function parseInboxId(text: string): InboxId | undefined {
  return /^[0-9a-f]{64}$/i.test(text) ? (text.toLowerCase() as InboxId) : undefined;
}

/** `1a2b3c…9f0e`: what an inbox is called while nobody knows its address. */
export function shortInboxId(inboxId: InboxId): string {
  return `${inboxId.slice(0, 6)}…${inboxId.slice(-4)}`;
}

/** One client of an inbox (a browser profile, a phone): the hex of its public signing key. */
export type InstallationId = string & { readonly __brand: "InstallationId" };

/** The installation id in `text`, in lower case; undefined when there is none. */
export function parseInstallationId(text: string): InstallationId | undefined {
  return /^[0-9a-f]{64}$/i.test(text) ? (text.toLowerCase() as InstallationId) : undefined;
}
