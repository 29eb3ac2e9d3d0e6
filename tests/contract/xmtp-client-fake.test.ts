import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { beforeEach, describe } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { type ConversationId, groupKey } from "@/lib/messaging/core/records.ts";
import { fakeClient } from "@/tests/fakes/fake-client.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { xmtpClientContract } from "./xmtp-client-contract.ts";

const newAddress = () => parseAddress(privateKeyToAddress(generatePrivateKey()));

describe("XmtpClient in memory", () => {
  let network = new FakeNetwork();
  beforeEach(() => {
    network = new FakeNetwork();
  });
  xmtpClientContract({
    join: async () => fakeClient(network, newAddress()),
    unregisteredAddress: newAddress,
    makeGroup: async (name, members, text) => {
      const maker = fakeClient(network, newAddress());
      const { inboxId, address } = maker;
      const { id } = network.createGroup(name, [inboxId, ...members.map((one) => one.inboxId)]);
      await maker.syncAll();
      const key = groupKey(id as ConversationId);
      await maker.publish((await maker.prepare(key, { type: "text", text }, "welcome")).id);
      return { inboxId, address };
    },
    loseNextAnswer: () => {
      network.faults.lostAnswers = 1;
    },
    goDown: async () => network.goDown(),
    goUp: async () => network.goUp(),
  });
});
