import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Thread, ThreadKey } from "@/lib/messaging/core/view.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingPorts } from "@/lib/messaging/flow/messaging-ports.ts";
import { createMessaging } from "@/lib/messaging/flow/start-messaging.ts";
import type { Manners } from "@/lib/messaging/ports/manners.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { fakeClient } from "./fake-client.ts";
import type { FakeNetwork } from "./fake-network.ts";
import { FakeStore } from "./fake-store.ts";
import { memoryDecisions, memoryOutbox, memorySnapshots } from "./memory-stores.ts";
import { createProfile } from "./profile.ts";
import type { VirtualHost } from "./virtual-host.ts";

export const ALIX = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
export const BO = parseAddress("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
export const CAM = parseAddress("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");

/** Somebody with a device: what it stores stays when the app is closed and opened again. */
export class Person {
  readonly network: FakeNetwork;
  readonly address: Address;
  readonly store = new FakeStore();
  readonly ports: MessagingPorts;
  readonly host: VirtualHost;
  manners: Manners = { sendsReadReceipts: true, sendsTyping: true };
  messaging: Messaging;

  constructor(network: FakeNetwork, address: Address, host: VirtualHost) {
    this.network = network;
    this.address = address;
    this.host = host;
    const { channel } = createProfile().openTab();
    this.ports = {
      snapshots: memorySnapshots(),
      outboxStore: memoryOutbox(),
      decisionStore: memoryDecisions(),
      host,
      channel,
      manners: () => this.manners,
    };
    this.messaging = createMessaging(this.ports);
  }

  /** A client of this device, on what it has stored. */
  client(): XmtpClient {
    return fakeClient(this.network, this.address, this.store);
  }

  /** Opens the app, or another client in it: the engine is up at once. */
  async open(): Promise<void> {
    this.messaging.attach(this.client(), { leads: true });
    await this.host.settle();
  }

  /** The client is gone; the page is not. */
  lose(): void {
    this.messaging.show(`inbox-of-${this.address}` as InboxId);
  }

  /** The tab goes away and comes back: nothing in memory survives. */
  reload(): void {
    this.messaging.stop();
    this.messaging = createMessaging(this.ports);
  }

  thread(key: ThreadKey): Thread {
    const thread = this.messaging.store.getState().threads[key];
    if (!thread) throw new Error(`thread ${key} is not open`);
    return thread;
  }

  /** Texts of a thread in the order shown. */
  texts(key: ThreadKey): string[] {
    return this.messages(key).map(({ content }) => (content.type === "text" ? content.text : "?"));
  }

  messages(key: ThreadKey) {
    return this.thread(key).items.flatMap((item) => (item.kind === "message" ? [item] : []));
  }

  states(key: ThreadKey): string[] {
    return this.messages(key).map(({ state }) => state.kind);
  }
}
