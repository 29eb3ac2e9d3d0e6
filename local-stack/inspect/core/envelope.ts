import { readGroupMessage } from "../../xmtp/mls/group-message.ts";
import { MalformedMlsError } from "../../xmtp/mls/tls-reader.ts";
import type {
  GroupMessage,
  GroupMessageInput,
  WelcomeMessage,
  WelcomeMessageInput,
} from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { hex, timeOfNs } from "./plain.ts";

/** What the network alone adds when it takes a message; absent on the way to it. */
type Stored = { id?: string; created?: string };

/** A group message as far as it is in the clear (RFC 9420 §6). Sizes are bytes of the MLS message. */
export type GroupEnvelope = Stored & {
  kind: "group message";
  groupId: string;
  epoch: string;
  content: "application" | "proposal" | "commit";
  wireFormat: "private" | "public";
  sizeBytes: number;
  /** By which a push server knows its own messages without reading them. */
  senderHmac: boolean;
  shouldPush: boolean;
};

/** What is answered for a group message when its content was not asked for. */
export type MetadataEnvelope = Stored & { kind: "metadata"; groupId: string; isCommit: boolean };

export type WelcomeEnvelope = Stored & {
  kind: "welcome" | "welcome pointer";
  installationKey: string;
  wrapperAlgorithm: string;
  hpkePublicKey: string;
  sizeBytes: number;
  metadataBytes: number;
};

/** Bytes that are not what they should be: shown, never thrown. */
export type MalformedEnvelope = Stored & { kind: "malformed"; reason: string; sizeBytes: number };

const WELCOME_WRAPPER: Readonly<Record<number, string>> = {
  0: "unspecified",
  1: "Curve25519",
  2: "X-Wing (ML-KEM-768, draft 6)",
  3: "symmetric key",
};

export function groupEnvelope({
  version,
}: GroupMessage | GroupMessageInput): GroupEnvelope | MetadataEnvelope | MalformedEnvelope {
  if (version.case !== "v1") return malformed("No version of a group message that is known.");
  const { data, senderHmac, shouldPush } = version.value;
  const stored = storedFacts(version.value);
  if ("groupId" in version.value && data.length === 0) {
    const { groupId, isCommit } = version.value;
    return { kind: "metadata", groupId: hex(groupId), isCommit, ...stored };
  }
  try {
    const { groupId, epoch, content, wireFormat } = readGroupMessage(data);
    return {
      kind: "group message",
      groupId: hex(groupId),
      epoch: String(epoch),
      content,
      wireFormat,
      sizeBytes: data.length,
      senderHmac: senderHmac.length > 0,
      shouldPush,
      ...stored,
    };
  } catch (error) {
    if (!(error instanceof MalformedMlsError)) throw error;
    return { ...malformed(error.message, data.length), ...stored };
  }
}

export function welcomeEnvelope({
  version,
}: WelcomeMessage | WelcomeMessageInput): WelcomeEnvelope | MalformedEnvelope {
  if (version.case === undefined) return malformed("No version of a welcome that is known.");
  const isPointer = version.case === "welcomePointer";
  const bytes = isPointer ? version.value.welcomePointer : version.value.data;
  const { installationKey, hpkePublicKey, wrapperAlgorithm } = version.value;
  return {
    kind: isPointer ? "welcome pointer" : "welcome",
    installationKey: hex(installationKey),
    wrapperAlgorithm: WELCOME_WRAPPER[wrapperAlgorithm] ?? `unknown (${wrapperAlgorithm})`,
    hpkePublicKey: hex(hpkePublicKey),
    sizeBytes: bytes.length,
    metadataBytes: isPointer ? 0 : version.value.welcomeMetadata.length,
    ...storedFacts(version.value),
  };
}

export function malformed(reason: string, sizeBytes = 0): MalformedEnvelope {
  return { kind: "malformed", reason, sizeBytes };
}

function storedFacts(message: object): Stored {
  const { id, createdNs } = message as { id?: bigint; createdNs?: bigint };
  if (id === undefined || createdNs === undefined) return {};
  return { id: String(id), created: timeOfNs(createdNs) };
}
