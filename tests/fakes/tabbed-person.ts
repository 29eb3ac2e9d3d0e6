import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { createMessaging, type Messaging } from "@/lib/messaging/flow/start-messaging.ts";
import { profileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import { fakeClient } from "./fake-client.ts";
import type { FakeNetwork } from "./fake-network.ts";
import { FakeStore } from "./fake-store.ts";
import { memoryOutbox, memorySnapshots } from "./memory-stores.ts";
import { createProfile, type FakeTab } from "./profile.ts";
import type { VirtualHost } from "./virtual-host.ts";

export type MessagingTab = { messaging: Messaging; leads: boolean; crash(): void };

/** Somebody with several tabs of one profile: one store, one lock, one outbox on disk. */
export class TabbedPerson {
  readonly inboxId: InboxId;
  readonly tabs: MessagingTab[] = [];
  readonly #network: FakeNetwork;
  readonly #address: Address;
  readonly #host: VirtualHost;
  readonly #store = new FakeStore();
  readonly #kept = { snapshots: memorySnapshots(), outboxStore: memoryOutbox() };
  readonly #profile = createProfile();

  constructor(network: FakeNetwork, address: Address, host: VirtualHost) {
    this.#network = network;
    this.#address = address;
    this.#host = host;
    this.inboxId = `inbox-of-${address}` as InboxId;
  }

  /** Opens a tab as a session does: it follows at once, and leads when it is its turn. */
  openTab(): MessagingTab {
    const page = this.#profile.openTab();
    const messaging = createMessaging({
      ...this.#kept,
      host: this.#host,
      channel: page.channel,
      manners: () => ({ sendsReadReceipts: true, sendsTyping: true }),
    });
    const tab: MessagingTab = {
      messaging,
      leads: false,
      crash: () => this.#crash(tab, page),
    };
    this.tabs.push(tab);
    messaging.show(this.inboxId);
    void this.#run(tab, page);
    return tab;
  }

  async #run(tab: MessagingTab, page: FakeTab): Promise<void> {
    const shared = profileTabs({ channel: page.channel, host: this.#host });
    const follower = shared.follow(this.inboxId);
    void follower.client().then(
      (client) => !tab.leads && tab.messaging.attach(client, { leads: false }),
      () => undefined,
    );
    if (!(await page.lock.wait().granted)) return;
    tab.leads = true;
    follower.close();
    const client = fakeClient(this.#network, this.#address, this.#store);
    tab.messaging.attach(shared.lead(client), { leads: true });
  }

  /** Nothing of the tab runs any more: what it had under way is cut off where it was. */
  #crash(tab: MessagingTab, page: FakeTab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    page.crash();
    tab.messaging.stop();
  }
}
