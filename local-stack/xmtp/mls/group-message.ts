import { MalformedMlsError, TlsReader } from "./tls-reader.ts";

/** What the node may know of a group message: its topic, and whether it changes the group. */
export type GroupMessageHeader = { groupId: Uint8Array; isCommit: boolean };

/** All of a group message that is in the clear. */
export type GroupMessageFraming = {
  groupId: Uint8Array;
  epoch: bigint;
  wireFormat: "private" | "public";
  content: "application" | "proposal" | "commit";
};

const MLS_10 = 1;
const LEAF_INDEX_BYTES = 4;
const WIRE_FORMAT = { publicMessage: 1, privateMessage: 2 };
const CONTENT_TYPE = { application: 1, proposal: 2, commit: 3 };
const SENDER = { member: 1, external: 2, newMemberProposal: 3, newMemberCommit: 4 };

/**
 * Like the official node, proposals count as commits: both must be kept for late joiners.
 * Throws {@link MalformedMlsError}.
 */
export function parseGroupMessage(bytes: Uint8Array): GroupMessageHeader {
  const { groupId, content } = readGroupMessage(bytes);
  return { groupId, isCommit: content !== "application" };
}

/**
 * Reads the framing of an `MLSMessage` (RFC 9420 §6); the content stays encrypted.
 * Throws {@link MalformedMlsError}.
 */
export function readGroupMessage(bytes: Uint8Array): GroupMessageFraming {
  const reader = new TlsReader(bytes);
  if (reader.u16() !== MLS_10) throw new MalformedMlsError("Only MLS 1.0 is known.");
  const wireFormat = reader.u16();
  const groupId = reader.vector();
  const epoch = reader.u64();
  if (groupId.length === 0) throw new MalformedMlsError("The group id is empty.");
  if (wireFormat === WIRE_FORMAT.privateMessage) {
    return { groupId, epoch, wireFormat: "private", content: contentOf(readPrivate(reader)) };
  }
  if (wireFormat === WIRE_FORMAT.publicMessage) {
    return { groupId, epoch, wireFormat: "public", content: contentOf(readPublic(reader)) };
  }
  throw new MalformedMlsError("Neither a private nor a public group message.");
}

function readPrivate(reader: TlsReader): number {
  const contentType = reader.u8();
  reader.vector(); // authenticated data
  reader.vector(); // encrypted sender data
  if (reader.vector().length === 0) throw new MalformedMlsError("The ciphertext is empty.");
  reader.end();
  return contentType;
}

/** The body of a public message is left alone: members verify it, the node only routes it. */
function readPublic(reader: TlsReader): number {
  const sender = reader.u8();
  if (sender < SENDER.member || sender > SENDER.newMemberCommit) {
    throw new MalformedMlsError("Unknown kind of sender.");
  }
  if (sender === SENDER.member || sender === SENDER.external) reader.skip(LEAF_INDEX_BYTES);
  reader.vector(); // authenticated data
  const contentType = reader.u8();
  reader.take(1); // an empty body is malformed
  return contentType;
}

function contentOf(contentType: number): GroupMessageFraming["content"] {
  switch (contentType) {
    case CONTENT_TYPE.application:
      return "application";
    case CONTENT_TYPE.proposal:
      return "proposal";
    case CONTENT_TYPE.commit:
      return "commit";
    default:
      throw new MalformedMlsError("Unknown kind of content.");
  }
}
