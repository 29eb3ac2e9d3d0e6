const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const LOOPBACK_INTERFACE = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** Whether a `Host` header names this machine by loopback; a name that merely leads here does not. */
export function isLoopbackName(host: string | undefined): boolean {
  return LOOPBACK_NAME.test(host ?? "");
}

/** Whether only this machine reaches what listens on the interface. */
export function isLoopbackInterface(host: string): boolean {
  return LOOPBACK_INTERFACE.test(host);
}

/**
 * The address for programs on this machine of what listens on `host`, an interface without brackets:
 * all interfaces are no address to connect to.
 */
export function reachableUrl(host: string, port: number): string {
  const wildcards: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
  const name = wildcards[host] ?? host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
