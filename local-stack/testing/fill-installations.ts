import type { Hex } from "./ask-chain.ts";
import { createHeadlessClient } from "./headless-client.ts";

/** Clients refuse to register more than these for one inbox. */
export const MAX_INSTALLATIONS = 10;

/**
 * Registers real installations of one wallet until there are `count` of them. At 10 the next client
 * of any SDK is refused, as on the real network: no node does that, clients do.
 */
export async function fillInstallations(
  url: string,
  privateKey: Hex,
  count: number = MAX_INSTALLATIONS,
): Promise<string> {
  for (;;) {
    const device = await createHeadlessClient({ url, privateKey });
    const { installations } = await device.client.inboxState(true);
    device.close();
    if (installations.length >= count) return device.inboxId;
  }
}
