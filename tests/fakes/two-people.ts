import { dmKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "./fake-network.ts";
import { ALIX, BO, Person } from "./people.ts";
import { VirtualHost } from "./virtual-host.ts";

/** Alix and Bo on a network of their own, both there, with a thread as each of the two names it. */
export async function twoPeople() {
  const network = new FakeNetwork();
  const host = new VirtualHost();
  const alix = new Person(network, ALIX, host);
  const bo = new Person(network, BO, host);
  await bo.open();
  await alix.open();
  const withBo = await alix.messaging.openDm(BO);
  const withAlix = dmKey(`inbox-of-${ALIX}` as never);
  return { network, host, alix, bo, withBo, withAlix };
}
