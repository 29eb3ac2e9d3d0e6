import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Reaction } from "./records.ts";

/** One reaction as it was sent: the last one of a person with an emoji counts. */
export type ReactionEvent = {
  senderInboxId: InboxId;
  sentAtNs: bigint;
  emoji: string;
  action: "added" | "removed";
};

/** A sequence of emoji joined into one is rarely longer; a novel is no reaction. */
const MAX_EMOJI_LENGTH = 40;

/**
 * What a message's reactions come to: who stands behind which emoji, in the order of each one's
 * first use. Undefined when nobody does.
 */
export function foldReactions(events: readonly ReactionEvent[]): readonly Reaction[] | undefined {
  const standing = new Map<string, Set<InboxId>>();
  const inOrder = events.toSorted((a, b) => (a.sentAtNs < b.sentAtNs ? -1 : 1));
  for (const { emoji, senderInboxId, action } of inOrder) {
    if (!isEmojiLike(emoji)) continue;
    const people = standing.get(emoji) ?? new Set();
    if (action === "added") people.add(senderInboxId);
    else people.delete(senderInboxId);
    standing.set(emoji, people);
  }
  return presentOnly([...standing].map(([emoji, people]) => ({ emoji, inboxIds: [...people] })));
}

/** The same reactions after one more, which has not reached the network yet. */
export function withReaction(
  reactions: readonly Reaction[] | undefined,
  { emoji, senderInboxId, action }: Omit<ReactionEvent, "sentAtNs">,
): readonly Reaction[] | undefined {
  const known = reactions ?? [];
  const others = (inboxIds: readonly InboxId[]) => inboxIds.filter((id) => id !== senderInboxId);
  const next = known.map((reaction) =>
    reaction.emoji === emoji
      ? {
          emoji,
          inboxIds:
            action === "added"
              ? [...others(reaction.inboxIds), senderInboxId]
              : others(reaction.inboxIds),
        }
      : reaction,
  );
  const isNew = action === "added" && !known.some((reaction) => reaction.emoji === emoji);
  return presentOnly(isNew ? [...next, { emoji, inboxIds: [senderInboxId] }] : next);
}

function presentOnly(reactions: readonly Reaction[]): readonly Reaction[] | undefined {
  const present = reactions.filter(({ inboxIds }) => inboxIds.length > 0);
  return present.length > 0 ? present : undefined;
}

function isEmojiLike(emoji: string): boolean {
  return emoji.length > 0 && emoji.length <= MAX_EMOJI_LENGTH && !/\s/.test(emoji);
}
