import { beforeEach, describe } from "vitest";
import { type ConversationId, groupKey, type MessageId } from "@/lib/messaging/core/records.ts";
import { newsListener } from "@/lib/messaging/core/stream-news.ts";
import { profileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { fakeClient } from "@/tests/fakes/fake-client.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { newAccount, signAs } from "@/tests/fakes/node-engine.ts";
import { createProfile } from "@/tests/fakes/profile.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { callSignalsContract } from "./call-signals-contract.ts";
import { consentContract } from "./consent-contract.ts";
import { deviceHistoryContract } from "./device-history-contract.ts";
import { groupsContract } from "./groups-contract.ts";
import { inboxAdminContract } from "./inbox-admin-contract.ts";
import { messageActionsContract } from "./message-actions-contract.ts";
import { messageFilesContract } from "./message-files-contract.ts";
import { readTimesContract } from "./read-times-contract.ts";
import { type XmtpWorld, xmtpClientContract } from "./xmtp-client-contract.ts";

describe("XmtpClient in memory", () => contractFor((client) => Promise.resolve(client)));

describe("XmtpClient of a tab that follows", () =>
  contractFor(async (client) => {
    const profile = createProfile();
    const host = new VirtualHost();
    const [first, second] = [profile.openTab(), profile.openTab()];
    const led = profileTabs({ channel: first.channel, host }).lead(client);
    // The tab that leads keeps a stream; the others hear what it hears.
    const ignore = () => undefined;
    const keepStreaming = () => led.stream({ ...newsListener(ignore), onEnd: ignore });
    const follower = await profileTabs({ channel: second.channel, host })
      .follow(client.inboxId)
      .client();
    const stream: XmtpClient["stream"] = async (handlers) => {
      await keepStreaming();
      return follower.stream(handlers);
    };
    return { ...follower, stream };
  }));

function contractFor(given: (client: XmtpClient) => Promise<XmtpClient>): void {
  let network = new FakeNetwork();
  beforeEach(() => {
    network = new FakeNetwork();
  });
  const world: XmtpWorld = {
    join: (address) => given(fakeClient(network, address ?? newAccount())),
    newAccount,
    signAs,
    makeGroup: async (name, members, text) => {
      const maker = fakeClient(network, newAccount());
      const { inboxId, address } = maker;
      const { id } = network.createGroup(name, [inboxId, ...members.map((one) => one.inboxId)]);
      await maker.syncAll();
      const key = groupKey(id as ConversationId);
      await maker.publish(await maker.prepare(key, { type: "text", text }, "welcome"));
      return { inboxId, address };
    },
    sendInlineFile: async (to, file, bytes) => {
      const writer = fakeClient(network, newAccount());
      const { inboxId, address } = writer;
      const { id: groupId } = network.createDm([inboxId, to.inboxId]);
      const messageId = `${groupId}/inline` as MessageId;
      network.inlineFiles.set(messageId, bytes);
      const content = { type: "attachments", files: [file] } as const;
      network.publish({ messageId, groupId, senderInboxId: inboxId, content });
      return { inboxId, address };
    },
    loseNextAnswer: () => {
      network.faults.lostAnswers = 1;
    },
    goDown: async () => network.goDown(),
    goUp: async () => network.goUp(),
    elapse: async (ms) => network.elapse(ms),
  };
  xmtpClientContract(world);
  messageActionsContract(world);
  readTimesContract(world);
  callSignalsContract(world);
  consentContract(world);
  messageFilesContract(world);
  groupsContract(world);
  inboxAdminContract({ ...world, refusal: "wallet.wrong-account" });
  deviceHistoryContract(world);
}
