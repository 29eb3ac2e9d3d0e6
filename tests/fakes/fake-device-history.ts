import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { ArchivePart, XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { DeviceMail, FakeNetwork } from "./fake-network.ts";
import type { FakeStore } from "./fake-store.ts";

type History = Pick<
  XmtpClient,
  | "planArchive"
  | "createArchive"
  | "importArchive"
  | "requestHistory"
  | "syncDevices"
  | "countStored"
>;

type Device = { inboxId: InboxId; installationId: InstallationId };

const SECRET_BETWEEN_DEVICES = new Uint8Array(32);

/** Archives of a store in memory, and their exchange between devices of one inbox. */
export function fakeDeviceHistory(network: FakeNetwork, store: FakeStore, device: Device): History {
  const { inboxId, installationId } = device;
  const mail = () => {
    network.mustAnswer();
    const known: DeviceMail = network.deviceMail.get(inboxId) ?? {
      asking: new Set(),
      answers: new Map(),
      requests: 0,
    };
    network.deviceMail.set(inboxId, known);
    return known;
  };

  return {
    planArchive: async (most) => {
      const times = [...store.messages.values()].map(({ sentAtNs }) => sentAtNs).sort();
      const isCut = (index: number) => index % most === most - 1 && index < times.length - 1;
      const cuts = times.filter((_, index) => isCut(index));
      return [...cuts, undefined].map((untilNs, index) => ({
        kind: "messages",
        ...(index > 0 && { afterNs: cuts[index - 1] as bigint }),
        ...(untilNs !== undefined && { untilNs }),
      }));
    },
    createArchive: async (key, part) => pack(partOf(store, part), key),
    importArchive: async (archive, key) => unpack(store, archive, key),
    requestHistory: async () => {
      const box = mail();
      box.asking.add(installationId);
      box.requests += 1;
    },
    syncDevices: async () => {
      const { asking, answers } = mail();
      const answer = answers.get(installationId);
      answers.delete(installationId);
      for (const other of asking) {
        if (other === installationId) continue;
        asking.delete(other);
        answers.set(other, pack(store, SECRET_BETWEEN_DEVICES));
      }
      if (answer) unpack(store, answer, SECRET_BETWEEN_DEVICES);
    },
    countStored: async () => ({
      conversations: store.groups.size,
      messages: store.messages.size,
    }),
  };
}

/** As the engine does: a conversation is in the part of the time that it began. */
function partOf({ groups, messages }: FakeStore, part: ArchivePart): Packed {
  if (part.kind === "consent") return { groups: new Map(), messages: new Map() };
  const isIn = (atNs: bigint) => atNs > (part.afterNs ?? -1n) && atNs <= (part.untilNs ?? atNs);
  return {
    groups: new Map([...groups].filter(([, { createdAtNs }]) => isIn(createdAtNs))),
    messages: new Map([...messages].filter(([, { sentAtNs }]) => isIn(sentAtNs))),
  };
}

type Packed = Pick<FakeStore, "groups" | "messages">;

function pack({ groups, messages }: Packed, key: Uint8Array): Uint8Array {
  const all = { groups: [...groups.values()], messages: [...messages.values()] };
  const text = JSON.stringify(all, (_, value) =>
    typeof value === "bigint" ? { bigint: String(value) } : value,
  );
  return new TextEncoder().encode(`${key.join(" ")}\n${text}`);
}

function unpack(store: FakeStore, archive: Uint8Array, key: Uint8Array): void {
  const [writtenFor, text = ""] = new TextDecoder().decode(archive).split("\n", 2);
  if (writtenFor !== key.join(" ")) throw new ParleyError("archive.unreadable", "Another key");
  const { groups, messages } = parse(text);
  for (const group of groups) store.groups.set(group.id, group);
  if (messages.some(({ groupId }) => !store.groups.has(groupId))) {
    throw new ParleyError("archive.damaged", "A message of no conversation");
  }
  for (const message of messages)
    if (!store.messages.has(message.id)) store.messages.set(message.id, message);
}

type Groups = FakeStore["groups"] extends Map<string, infer Group> ? Group[] : never;
type Messages = FakeStore["messages"] extends Map<unknown, infer Message> ? Message[] : never;

function parse(text: string): { groups: Groups; messages: Messages } {
  try {
    return JSON.parse(text, (_, value) =>
      typeof value?.bigint === "string" ? BigInt(value.bigint) : value,
    );
  } catch (cause) {
    throw new ParleyError("archive.damaged", "The text breaks off", { cause });
  }
}
