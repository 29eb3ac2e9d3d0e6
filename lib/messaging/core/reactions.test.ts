import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { foldReactions, type ReactionEvent, withReaction } from "./reactions.ts";

const PEOPLE = ["ana", "ben", "cleo"] as InboxId[];

const event = fc.record({
  senderInboxId: fc.constantFrom(...PEOPLE),
  emoji: fc.constantFrom("👍", "🎉", "❤️"),
  action: fc.constantFrom("added", "removed"),
  sentAtNs: fc.bigInt({ min: 0n, max: 1_000_000n }),
}) as fc.Arbitrary<ReactionEvent>;

const distinctTimes = fc.uniqueArray(event, { selector: ({ sentAtNs }) => sentAtNs });

const byEmoji = (reactions: ReturnType<typeof foldReactions>) =>
  new Map((reactions ?? []).map(({ emoji, inboxIds }) => [emoji, new Set(inboxIds)]));

describe("reactions", () => {
  it("come to the same in whatever order they arrive", () => {
    fc.assert(
      fc.property(distinctTimes, fc.nat(), (events, turn) => {
        const cut = events.length === 0 ? 0 : turn % events.length;
        const turned = [...events.slice(cut), ...events.slice(0, cut)];
        expect(foldReactions(turned)).toEqual(foldReactions(events));
      }),
    );
  });

  it("show one that is on its way as it will stand when it has arrived", () => {
    fc.assert(
      fc.property(distinctTimes, event, (events, last) => {
        const arrived = foldReactions([...events, { ...last, sentAtNs: 2_000_000n }]);
        expect(byEmoji(withReaction(foldReactions(events), last))).toEqual(byEmoji(arrived));
      }),
    );
  });

  it("count a person once for each emoji, and leave out what is none", () => {
    const given = (emoji: string, atNs: bigint): ReactionEvent => ({
      senderInboxId: PEOPLE[0] as InboxId,
      sentAtNs: atNs,
      emoji,
      action: "added",
    });
    expect(foldReactions([given("👍", 1n), given("👍", 2n)])).toEqual([
      { emoji: "👍", inboxIds: ["ana"] },
    ]);
    expect(foldReactions([given("", 1n), given("a b", 2n), given("x".repeat(41), 3n)])).toBe(
      undefined,
    );
  });
});
