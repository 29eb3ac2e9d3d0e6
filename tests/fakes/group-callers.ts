import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type ConversationId, dmKey, groupKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "./fake-network.ts";
import { FakePeers } from "./fake-peers.ts";
import { ALIX, BO, CAM } from "./people.ts";
import { Caller } from "./two-callers.ts";
import { VirtualHost } from "./virtual-host.ts";

export const DAN = parseAddress("0x90f79bf6eb2c4f870365e785982e1f101e93b906");

/** Four people in a group that all of them let in, as they did each other. */
export async function groupCallers() {
  const network = new FakeNetwork();
  const host = new VirtualHost();
  const peers = new FakePeers();
  const all = [ALIX, BO, CAM, DAN].map((address) => new Caller(network, address, host));
  const [alix, bo, cam, dan] = all as [Caller, Caller, Caller, Caller];
  for (const one of all) await one.open();
  const inboxes = all.map((one) => one.client().inboxId);
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      one.messaging.send(await one.messaging.openDm(other.address), "hello");
      await host.settle();
      await other.messaging.setConsent(dmKey(one.client().inboxId), "allowed");
    }
  }
  const crew = groupKey(
    network.createGroup("Crew", inboxes as [InboxId, ...InboxId[]]).id as ConversationId,
  );
  await host.settle();
  for (const one of all) {
    await one.messaging.setConsent(crew, "allowed");
    one.listen(peers);
  }
  await host.settle();
  async function join(...joining: readonly Caller[]): Promise<void> {
    for (const one of joining) {
      await one.on.groups.join(crew, "audio");
      await host.settle();
    }
  }
  return { network, host, peers, all, alix, bo, cam, dan, crew, join };
}
