import type { CallSignal } from "@/lib/calls/core/signal.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { MessageContent, MessageId, SentContent } from "@/lib/messaging/core/records.ts";
import type { Group } from "./fake-group.ts";
import { type FakeInbox, install } from "./fake-inbox-admin.ts";

/** One published message as the network keeps it. The same message may be there twice. */
export type Envelope = {
  messageId: MessageId;
  groupId: string;
  senderInboxId: InboxId;
  content: MessageContent | SentContent;
  sentAtNs: bigint;
  /** Who can read it: members when it was sent. */
  audience?: readonly InboxId[];
  /** How the group is after it. */
  after?: Group;
  /** How long it stays. */
  disappearAfterMs?: number;
};

/** What somebody does that nobody keeps as a message. */
export type Signal = {
  groupId: string;
  inboxId: InboxId;
  signal: "read" | "typing";
  readUntilNs?: bigint;
};

/** Something that was said of a call. */
export type SaidOfCall = { groupId: string; inboxId: InboxId; signal: CallSignal; atNs: bigint };

export type NetworkListener = {
  onEnvelope: (envelope: Envelope) => void;
  onGroup: (group: Group) => void;
  onSignal: (signal: Signal & { atNs: bigint }) => void;
  onCall: (said: SaidOfCall) => void;
  onEnd: (cause: unknown) => void;
};

/** Who asks, and what was answered: each answer is taken once by each who asked before. */
export type DeviceMail = {
  asking: Set<InstallationId>;
  answers: Map<InstallationId, Uint8Array>;
  /** How often anybody asked. */
  requests: number;
};

/** What goes wrong, on demand. */
export type Faults = {
  /** Refuses every call and ends the streams. */
  down: boolean;
  /** Publishes that are stored but whose answer is lost. */
  lostAnswers: number;
  /** The next publishes are refused for good. */
  refusals: number;
  /** The network has every envelope twice, the second time a moment later. */
  duplicates: boolean;
  /** Streams say nothing: only a sync tells. */
  silentStreams: boolean;
  /** Nobody can say which addresses speak for an inbox. */
  hiddenAddresses: boolean;
};

/** An XMTP network in memory that links fake clients, ordered by one clock, with faults. */
export class FakeNetwork {
  readonly faults: Faults = {
    down: false,
    lostAnswers: 0,
    refusals: 0,
    duplicates: false,
    silentStreams: false,
    hiddenAddresses: false,
  };
  readonly groups: Group[] = [];
  readonly log: Envelope[] = [];
  /** What was said of calls, oldest first. */
  readonly calls: SaidOfCall[] = [];
  /** What the network knows of each inbox. */
  readonly byId = new Map<InboxId, FakeInbox>();
  /** What devices of one inbox leave for each other. */
  readonly deviceMail = new Map<InboxId, DeviceMail>();
  /** Bytes of files that came inside messages of other apps. */
  readonly inlineFiles = new Map<MessageId, Uint8Array>();
  readonly #listeners = new Map<NetworkListener, InboxId>();
  #clockNs = 1_700_000_000_000_000_000n;

  /** Time passes. */
  elapse(ms: number): void {
    this.#clockNs += BigInt(ms) * 1_000_000n;
  }

  /** The time, without a tick of the clock. */
  get peekNs(): bigint {
    return this.#clockNs;
  }

  nowNs(): bigint {
    this.#clockNs += 1_000_000n;
    return this.#clockNs;
  }

  /** Adds an installation to an address's inbox, which is made when there is none. */
  register(address: Address, inboxId: InboxId): InstallationId {
    const inbox = this.byId.get(inboxId) ?? {
      inboxId,
      installations: [],
      updateCount: 0,
      wallets: [address],
      recovery: address,
    };
    this.byId.set(inboxId, inbox);
    return install(inbox, { createdAtMs: Number(this.nowNs() / 1_000_000n), addedBy: address });
  }

  addressOf(inboxId: InboxId): Address | undefined {
    if (this.faults.hiddenAddresses) return undefined;
    return this.byId.get(inboxId)?.wallets[0];
  }

  findInbox(address: Address): InboxId | undefined {
    this.mustAnswer();
    return this.inboxOf(address);
  }

  inboxOf(address: Address): InboxId | undefined {
    for (const { inboxId, wallets } of this.byId.values()) {
      if (wallets.includes(address)) return inboxId;
    }
    return undefined;
  }

  createDm(members: readonly [InboxId, InboxId]): Group {
    return this.#create({ kind: "dm", members });
  }

  /** A group of several, and what its members read first: that they joined. */
  createGroup(name: string, [creator, ...joined]: readonly [InboxId, ...InboxId[]]): Group {
    const group = this.#create({ kind: "group", name, members: [creator, ...joined] });
    this.publish({
      messageId: `${group.id}/joined` as MessageId,
      groupId: group.id,
      senderInboxId: creator,
      content: {
        type: "group-changed",
        by: creator,
        changes: [{ kind: "added", inboxIds: joined }],
      },
    });
    return group;
  }

  #create(made: Omit<Group, "id" | "createdAtNs">): Group {
    this.mustAnswer();
    const id = this.groups.length.toString(16).padStart(32, "0");
    const group: Group = { ...made, id, createdAtNs: this.nowNs() };
    this.groups.push(group);
    this.#tell(group.members, (listener) => listener.onGroup(group));
    return group;
  }

  group(id: string): Group | undefined {
    return this.groups.find((group) => group.id === id);
  }

  /** Puts a group in the place of what it was, tells who was added, and everybody what changed. */
  changeGroup(after: Group, by: InboxId, content: Extract<MessageContent, { by: InboxId }>): void {
    this.mustAnswer();
    const index = this.groups.findIndex(({ id }) => id === after.id);
    const before = this.groups[index];
    this.groups[index < 0 ? this.groups.length : index] = after;
    const added = after.members.filter((member) => !before?.members.includes(member));
    this.#tell(added, (listener) => listener.onGroup(after));
    this.publish({
      messageId: `${after.id}/change-${this.log.length}` as MessageId,
      groupId: after.id,
      senderInboxId: by,
      content,
      after,
      audience: [...new Set([...(before?.members ?? []), ...after.members])],
    });
  }

  publish(envelope: Omit<Envelope, "sentAtNs">): Envelope {
    this.mustAnswer();
    if (this.faults.refusals > 0) {
      this.faults.refusals--;
      throw new ParleyError("xmtp.refused", "The network refused the message");
    }
    // The same bytes come again when their answer was lost: it is the same envelope.
    const known = this.log.find(({ messageId }) => messageId === envelope.messageId);
    if (known) return known;
    const group = this.group(envelope.groupId);
    const members = envelope.audience ?? group?.members ?? [];
    const stored: Envelope = {
      ...(group && { audience: members }),
      // What happened to a group stays.
      ...(group?.disappearAfterMs &&
        envelope.content.type !== "group-changed" && { disappearAfterMs: group.disappearAfterMs }),
      ...envelope,
      sentAtNs: this.nowNs(),
    };
    this.log.push(stored);
    this.#tell(members, (listener) => listener.onEnvelope(stored));
    if (this.faults.duplicates) {
      const again = { ...stored, sentAtNs: this.nowNs() };
      this.log.push(again);
      this.#tell(members, (listener) => listener.onEnvelope(again));
    }
    if (this.faults.lostAnswers > 0) {
      this.faults.lostAnswers--;
      throw new ParleyError("xmtp.unreachable", "The answer was lost");
    }
    return stored;
  }

  /** Told to all devices of all members, also of who sent it; gives when it was. */
  signal(signal: Signal): bigint {
    this.mustAnswer();
    const members = this.group(signal.groupId)?.members ?? [];
    const heard = { ...signal, atNs: this.nowNs() };
    this.#tell(members, (listener) => listener.onSignal(heard));
    return heard.atNs;
  }

  /** The same of a call, and it is kept. */
  sayOfCall(said: Omit<SaidOfCall, "atNs">): void {
    this.mustAnswer();
    const heard = { ...said, atNs: this.nowNs() };
    this.calls.push(heard);
    const members = this.group(said.groupId)?.members ?? [];
    this.#tell(members, (listener) => listener.onCall(heard));
  }

  listen(inboxId: InboxId, listener: NetworkListener): () => void {
    this.mustAnswer();
    this.#listeners.set(listener, inboxId);
    return () => this.#listeners.delete(listener);
  }

  /** Ends every stream and refuses every call until `goUp`. */
  goDown(): void {
    this.faults.down = true;
    const listeners = [...this.#listeners.keys()];
    this.#listeners.clear();
    for (const listener of listeners) listener.onEnd(new Error("The node went away"));
  }

  goUp(): void {
    this.faults.down = false;
  }

  mustAnswer(): void {
    if (this.faults.down) throw new ParleyError("xmtp.unreachable", "The node is down");
  }

  #tell(members: readonly InboxId[], tell: (listener: NetworkListener) => void): void {
    if (this.faults.silentStreams) return;
    for (const [listener, inboxId] of this.#listeners)
      if (members.includes(inboxId)) tell(listener);
  }
}
