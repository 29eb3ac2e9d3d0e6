import type { Libxmtp } from "./load-libxmtp.ts";

/**
 * A client that never registers, of nobody: only a client can be asked to judge key packages, and it is quicker.
 * One that is offline looks nothing up before the first question.
 */
export async function createUnregisteredClient(libxmtp: Libxmtp, url: string, isOffline: boolean) {
  const nobody = {
    identifier: `0x${"0".repeat(40)}`,
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  };
  return libxmtp.createClient(
    url,
    libxmtp.generateInboxId(nobody),
    nobody,
    null,
    null,
    libxmtp.DeviceSyncMode.Disabled,
    null,
    { level: libxmtp.LogLevel.Off },
    isOffline,
  );
}
