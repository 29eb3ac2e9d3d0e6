import { create } from "@bufbuild/protobuf";
import type { StoredGroupMessage } from "../store/group-messages.ts";
import type { NewWelcomeMessage, StoredWelcomeMessage } from "../store/welcome-messages.ts";
import {
  type GroupMessage,
  GroupMessageSchema,
  type WelcomeMessage,
  type WelcomeMessageInput,
  WelcomeMessageSchema,
} from "./gen/xmtp/mls_api_pb.ts";
import {
  WelcomePointerWrapperAlgorithm,
  WelcomeWrapperAlgorithm,
} from "./gen/xmtp/mls_contents_pb.ts";
import { oncePerObject } from "./once-per-object.ts";
import { invalid } from "./refusals.ts";

/** For subscriptions, where the same stored message goes to many and is encoded once. */
export const toSharedGroupMessage = oncePerObject(toGroupMessage);
export const toSharedWelcomeMessage = oncePerObject(toWelcomeMessage);

export function toGroupMessage(stored: StoredGroupMessage): GroupMessage {
  return create(GroupMessageSchema, { version: { case: "v1", value: stored } });
}

/** A message without its content: enough to see what is new. */
export function toGroupMessageMetadata(stored: StoredGroupMessage): GroupMessage {
  const { id, groupId, createdNs, isCommit } = stored;
  return create(GroupMessageSchema, {
    version: { case: "v1", value: { id, groupId, createdNs, isCommit } },
  });
}

export function toWelcomeMessage(stored: StoredWelcomeMessage): WelcomeMessage {
  const { id, createdNs, installationKey, hpkePublicKey, data, welcomeMetadata } = stored;
  const common = { id, createdNs, installationKey, hpkePublicKey };
  if (stored.isPointer) {
    const wrapperAlgorithm = stored.wrapperAlgorithm as WelcomePointerWrapperAlgorithm;
    const value = { ...common, wrapperAlgorithm, welcomePointer: data };
    return create(WelcomeMessageSchema, { version: { case: "welcomePointer", value } });
  }
  const wrapperAlgorithm = stored.wrapperAlgorithm as WelcomeWrapperAlgorithm;
  const value = { ...common, wrapperAlgorithm, data, welcomeMetadata };
  return create(WelcomeMessageSchema, { version: { case: "v1", value } });
}

/** Either form of a welcome as it is stored; throws `InvalidArgument` for what no client sends. */
export function fromWelcomeInput({ version }: WelcomeMessageInput): NewWelcomeMessage {
  switch (version.case) {
    case "v1": {
      const { installationKey, data, hpkePublicKey, welcomeMetadata } = version.value;
      // Old clients, which know one algorithm, do not say it.
      const wrapperAlgorithm = version.value.wrapperAlgorithm || WelcomeWrapperAlgorithm.CURVE25519;
      const needsHpkeKey = wrapperAlgorithm !== WelcomeWrapperAlgorithm.SYMMETRIC_KEY;
      requireBytes(installationKey, data, ...(needsHpkeKey ? [hpkePublicKey] : []));
      return {
        installationKey,
        data,
        hpkePublicKey,
        wrapperAlgorithm,
        welcomeMetadata,
        isPointer: false,
      };
    }
    case "welcomePointer": {
      const { installationKey, welcomePointer, hpkePublicKey, wrapperAlgorithm } = version.value;
      requireBytes(installationKey, welcomePointer, hpkePublicKey);
      if (wrapperAlgorithm !== WelcomePointerWrapperAlgorithm.XWING_MLKEM_768_DRAFT_6) {
        throw invalid("invalid welcome pointer wrapper algorithm");
      }
      return {
        installationKey,
        hpkePublicKey,
        wrapperAlgorithm,
        isPointer: true,
        data: welcomePointer,
        welcomeMetadata: new Uint8Array(),
      };
    }
    default:
      throw invalid("invalid welcome message: missing version");
  }
}

function requireBytes(...fields: Uint8Array[]): void {
  if (fields.some((field) => field.length === 0)) throw invalid("invalid welcome message");
}
