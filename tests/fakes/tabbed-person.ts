import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { StoredOutgoing } from "@/lib/messaging/core/outbox.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { createMessaging } from "@/lib/messaging/flow/start-messaging.ts";
import { profileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import type { OutboxStore } from "@/lib/messaging/ports/stores.ts";
import { fakeClient } from "./fake-client.ts";
import type { FakeNetwork } from "./fake-network.ts";
import { FakeStore } from "./fake-store.ts";
import { memoryDecisions, memoryOutbox, memorySnapshots } from "./memory-stores.ts";
import { createProfile, type FakeTab } from "./profile.ts";
import type { VirtualHost } from "./virtual-host.ts";

export type MessagingTab = {
  messaging: Messaging;
  leads: boolean;
  hasCrashed: boolean;
  crash(): void;
};

/** Somebody with several tabs of one profile: one store, one lock, one outbox on disk. */
export class TabbedPerson {
  readonly inboxId: InboxId;
  readonly tabs: MessagingTab[] = [];
  readonly #network: FakeNetwork;
  readonly #address: Address;
  readonly #host: VirtualHost;
  readonly #store = new FakeStore();
  readonly #kept = {
    snapshots: memorySnapshots(),
    outboxStore: memoryOutbox(),
    decisionStore: memoryDecisions(),
  };
  readonly #profile = createProfile();

  constructor(network: FakeNetwork, address: Address, host: VirtualHost) {
    this.#network = network;
    this.#address = address;
    this.#host = host;
    this.inboxId = `inbox-of-${address}` as InboxId;
  }

  /** What waits on the disk for the tab that is opened next. */
  get waiting(): Promise<StoredOutgoing[]> {
    return this.#kept.outboxStore.load(this.inboxId);
  }

  /** Opens a tab as a session does: it follows at once, and leads when it is its turn. */
  openTab(): MessagingTab {
    const page = this.#profile.openTab();
    const outboxStore: OutboxStore = {
      ...this.#kept.outboxStore,
      // On the disk some moments later, if the tab lives to see it.
      remove: async (inboxId, key) => {
        for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
        if (!tab.hasCrashed) await this.#kept.outboxStore.remove(inboxId, key);
      },
    };
    const messaging = createMessaging({
      snapshots: this.#kept.snapshots,
      outboxStore,
      decisionStore: this.#kept.decisionStore,
      host: this.#host,
      channel: page.channel,
      manners: () => ({ sendsReadReceipts: true, sendsTyping: true }),
    });
    const tab: MessagingTab = {
      messaging,
      leads: false,
      hasCrashed: false,
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
      (client) => !tab.leads && !tab.hasCrashed && tab.messaging.attach(client, { leads: false }),
      () => undefined,
    );
    if (!(await page.lock.wait().granted) || tab.hasCrashed) return;
    tab.leads = true;
    follower.close();
    const client = fakeClient(this.#network, this.#address, this.#store);
    tab.messaging.attach(shared.lead(client), { leads: true });
  }

  /** Nothing of the tab runs any more: what it had under way is cut off where it was. */
  #crash(tab: MessagingTab, page: FakeTab): void {
    tab.hasCrashed = true;
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    page.crash();
    tab.messaging.stop();
  }
}
