import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { newsListener, tellNews } from "@/lib/messaging/core/stream-news.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { createMessaging } from "@/lib/messaging/flow/start-messaging.ts";
import { profileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import { QUESTIONS } from "@/lib/messaging/ports/questions.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { fakeClient } from "./fake-client.ts";
import type { FakeNetwork } from "./fake-network.ts";
import { FakeStore } from "./fake-store.ts";
import { memoryDecisions, memoryOutbox, memorySnapshots } from "./memory-stores.ts";
import { createProfile, type FakeTab } from "./profile.ts";
import type { VirtualHost } from "./virtual-host.ts";

export type DeviceTab = {
  messaging: Messaging;
  /** Goes on as another account: what the last one had under way is cut off where it was. */
  use(address: Address): void;
};

/** One browser profile with several accounts: a store for each, one lock, one disk. */
export class SharedDevice {
  readonly #network: FakeNetwork;
  readonly #host: VirtualHost;
  readonly #stores = new Map<Address, FakeStore>();
  readonly #kept = {
    snapshots: memorySnapshots(),
    outboxStore: memoryOutbox(),
    decisionStore: memoryDecisions(),
  };
  readonly #profile = createProfile();

  constructor(network: FakeNetwork, host: VirtualHost) {
    this.#network = network;
    this.#host = host;
  }

  openTab(): DeviceTab {
    const page = this.#profile.openTab();
    const messaging = createMessaging({
      ...this.#kept,
      host: this.#host,
      channel: page.channel,
      manners: () => ({ sendsReadReceipts: true, sendsTyping: true }),
    });
    let leave = () => {};
    return {
      messaging,
      use: (address) => {
        leave();
        messaging.show(inboxOf(address));
        leave = this.#open(address, messaging, page);
      },
    };
  }

  /** As a session does: follows whoever leads, and leads when it is its turn. */
  #open(address: Address, messaging: Messaging, { channel, lock }: FakeTab): () => void {
    const shared = profileTabs({ channel, host: this.#host });
    const follower = shared.follow(inboxOf(address));
    let isOver = false;
    let client: XmtpClient | undefined;
    const lead = async () => {
      if ((await lock.acquire()) !== "held" && !(await turn.granted)) return;
      follower.close();
      if (isOver) return lock.release();
      client = shared.lead(this.#lateClient(address));
      messaging.attach(client, { leads: true });
    };
    const turn = lock.wait();
    void lead();
    follower.client().then(
      (leaders) => !isOver && !client && messaging.attach(leaders, { leads: false }),
      () => undefined,
    );
    return () => {
      isOver = true;
      turn.leave();
      follower.close();
      void client?.close();
      lock.release();
    };
  }

  /** Answers and tells everything some moments later, whoever is on the screen by then. */
  #lateClient(address: Address): XmtpClient {
    const store = this.#stores.get(address) ?? new FakeStore();
    this.#stores.set(address, store);
    const client = fakeClient(this.#network, address, store);
    const late = QUESTIONS.map((method) => [
      method,
      async (...args: never[]) => {
        const answer = (client[method] as (...args: never[]) => Promise<unknown>)(...args);
        await answer.catch(() => undefined);
        await later();
        return answer;
      },
    ]);
    return {
      ...client,
      ...(Object.fromEntries(late) as Partial<XmtpClient>),
      stream: (handlers) => {
        const heard = newsListener((news) => void later().then(() => tellNews(handlers, news)));
        return client.stream({ ...heard, onEnd: handlers.onEnd });
      },
    };
  }
}

export function inboxOf(address: Address): InboxId {
  return `inbox-of-${address}` as InboxId;
}

async function later(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
