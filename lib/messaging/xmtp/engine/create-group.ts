import type { NewGroup } from "../../core/group.ts";
import type { ConversationRecord } from "../../core/records.ts";
import { describeConversation } from "./conversations.ts";
import type { EngineContext } from "./engine-context.ts";

/** A group in this device's store alone: the network hears of it when somebody is added. */
export function createGroup(
  { name, disappearAfterMs }: NewGroup,
  context: EngineContext,
): Promise<ConversationRecord> {
  const group = context.client.conversations().createGroupOptimistic({
    groupName: name,
    ...(disappearAfterMs !== undefined && {
      messageDisappearingSettings: {
        fromNs: BigInt(Date.now()) * 1_000_000n,
        inNs: BigInt(disappearAfterMs) * 1_000_000n,
      },
    }),
  });
  return describeConversation(group, context);
}
