import type { RelayServer } from "../ports.ts";

/** Relays as a connection takes them. */
export function iceServersOf(relays: readonly RelayServer[]): RTCIceServer[] {
  return relays.map(({ urls, ...access }) => ({ ...access, urls: [...urls] }));
}
