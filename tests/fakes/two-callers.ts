import { type DeviceChoice, type MediaDevice, SYSTEM_DEVICES } from "@/lib/calls/core/devices.ts";
import type { LeftCall } from "@/lib/calls/core/left-call.ts";
import type { CallMedia } from "@/lib/calls/core/signal.ts";
import { createCalls } from "@/lib/calls/flow/calls.ts";
import type { Calls } from "@/lib/calls/flow/calls-ports.ts";
import type { Devices, LeftCalls, RelayServer } from "@/lib/calls/ports.ts";
import { dmKey } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { FakeNetwork } from "./fake-network.ts";
import { FakePeers } from "./fake-peers.ts";
import { ALIX, BO, Person } from "./people.ts";
import { VirtualHost } from "./virtual-host.ts";

/** Somebody with a page that listens for calls. */
export class Caller extends Person {
  readonly sounds: string[] = [];
  relaysAll = false;
  /** Devices are taken without a question. */
  isTrusting = true;
  talksByKey = false;
  /** What the server gives to open its relays: good for ten minutes, named by when it was given. */
  relays: () => Promise<RelayServer[]> = async () => [];
  calls: Calls | undefined;
  left: LeftCall | undefined;
  readonly leftCalls: LeftCalls = {
    keep: (left) => {
      this.left = left;
    },
    forget: () => {
      this.left = undefined;
    },
    take: async () => this.left,
  };
  chosen: DeviceChoice = SYSTEM_DEVICES;
  pluggedIn: readonly MediaDevice[] = [];
  #onChosen: () => void = () => {};
  #onPlugged: () => void = () => {};
  #client: XmtpClient | undefined;

  override client(): XmtpClient {
    this.#client ??= super.client();
    return this.#client;
  }

  listen(peers: FakePeers): void {
    this.calls = createCalls({
      messaging: this.messaging,
      client: () => this.#client,
      host: this.host,
      openPeer: peers.open,
      newMedia: peers.newMedia,
      newCertificate: peers.newCertificate,
      relays: () => this.relays(),
      relaysAll: () => this.relaysAll,
      devices: {
        open: async () => ({ stream: {} as MediaStream }),
        isAllowed: async () => this.isTrusting,
        list: async () => this.pluggedIn,
        testSpeaker: async () => undefined,
        onChange: (listener) => {
          this.#onPlugged = listener;
          return () => undefined;
        },
      } satisfies Devices,
      leftCalls: this.leftCalls,
      chosenDevices: () => this.chosen,
      talksByKey: () => this.talksByKey,
      onDevicesChosen: (listener) => {
        this.#onChosen = listener;
      },
      ringing: {
        ring: () => this.sounds.push("ring"),
        wait: () => this.sounds.push("wait"),
        stop: () => this.sounds.push("stop"),
      },
    });
  }

  choose(chosen: Partial<DeviceChoice>): void {
    this.chosen = { ...this.chosen, ...chosen };
    this.#onChosen();
  }

  plugIn(...devices: MediaDevice[]): void {
    this.pluggedIn = devices;
    this.#onPlugged();
  }

  get on(): Calls {
    if (!this.calls) throw new Error("Nobody listens");
    return this.calls;
  }

  get view() {
    return this.on.store.getState();
  }
}

/** Two people who let each other in, whose pages listen for calls. */
export async function twoCallers() {
  const network = new FakeNetwork();
  const host = new VirtualHost();
  const peers = new FakePeers();
  const alix = new Caller(network, ALIX, host);
  const bo = new Caller(network, BO, host);
  for (const one of [alix, bo]) await one.open();
  const withBo = await alix.messaging.openDm(BO);
  const withAlix = dmKey(alix.client().inboxId);
  alix.messaging.send(withBo, "hello");
  await host.settle();
  await bo.messaging.setConsent(withAlix, "allowed");
  for (const one of [alix, bo]) one.listen(peers);
  await host.settle();
  async function connect(media: CallMedia = "audio"): Promise<void> {
    await alix.on.call(withBo, media);
    await host.settle();
    bo.on.accept(media);
    await host.settle();
  }
  return { network, host, peers, alix, bo, withBo, withAlix, connect };
}
