import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { groupInput } from "../../test-support/mls-bytes.ts";
import { IdentityApi } from "../../xmtp/wire/gen/xmtp/identity_api_pb.ts";
import { MlsApi } from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { describeMessage } from "./describe-rpc.ts";

const { sendGroupMessages, subscribeGroupMessages, queryGroupMessages } = MlsApi.method;
const group = (byte: number) => new Uint8Array(16).fill(byte);

it("a batch of messages is about the groups that they go to", () => {
  const messages = [
    groupInput(group(1), "a"),
    groupInput(group(1), "b"),
    groupInput(group(2), "c"),
  ];
  const { input } = sendGroupMessages;
  const { topics, envelopes } = describeMessage(input.typeName, create(input, { messages }));
  expect(topics).toEqual({
    shown: [
      { kind: "group", id: "01".repeat(16) },
      { kind: "group", id: "02".repeat(16) },
    ],
    total: 2,
  });
  expect(envelopes.total).toBe(3);
  expect(envelopes.shown.map(({ kind }) => kind)).toEqual(Array(3).fill("group message"));
});

it("of a thousand topics the first are shown, and how many there are", () => {
  const { input } = subscribeGroupMessages;
  const filters = Array.from({ length: 1_000 }, (_, at) => ({ groupId: group(at % 256) }));
  const { topics } = describeMessage(input.typeName, create(input, { filters }));
  expect(topics.shown).toHaveLength(20);
  expect(topics.total).toBe(1_000);
});

it("an answer shows what was found", () => {
  const { output } = queryGroupMessages;
  const { data } = groupInput(group(1), "a").version.value;
  const value = { id: 5n, createdNs: 1n, groupId: group(1), data };
  const answer = create(output, { messages: [{ version: { case: "v1", value } }] });
  expect(describeMessage(output.typeName, answer).envelopes.shown).toMatchObject([
    { kind: "group message", id: "5", groupId: "01".repeat(16) },
  ]);
});

it("what people are looked up by is printable, whatever it is", () => {
  const { input } = IdentityApi.method.getInboxIds;
  const request = create(input, { requests: [{ identifier: "0xAb\u202e\u0000" }] });
  expect(describeMessage(input.typeName, request).topics.shown).toEqual([
    { kind: "identifier", id: "0xAb\\u{202e}\\u{0}" },
  ]);
});

it("every type of message that an RPC has can be empty", () => {
  for (const { input, output } of [...MlsApi.methods, ...IdentityApi.methods]) {
    for (const schema of [input, output]) {
      expect(describeMessage(schema.typeName, create(schema)).topics.total).toBeLessThan(2);
    }
  }
});
