import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmKey } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { isTrusted } from "./trust.ts";

const dm = dmKey("a".repeat(64) as InboxId);
const group = "group-1" as ThreadKey;

describe("isTrusted", () => {
  it.each([
    [true, "accepted"],
    [false, "undecided"],
    [false, "blocked"],
  ] as const)("is %s in an accepted group of a member who is %s", (trusted, regard) => {
    expect(isTrusted({ thread: group, isAccepted: true }, { mine: false, regard })).toBe(trusted);
  });

  it("follows the conversation where there are but two", () => {
    const theirs = { mine: false, regard: "undecided" } as const;
    expect(isTrusted({ thread: dm, isAccepted: true }, theirs)).toBe(true);
    expect(isTrusted({ thread: dm, isAccepted: false }, theirs)).toBe(false);
  });

  it("trusts nobody's but one's own where the conversation is not accepted, or there is none", () => {
    const known = { mine: false, regard: "accepted" } as const;
    expect(isTrusted({ thread: group, isAccepted: false }, known)).toBe(false);
    expect(isTrusted(undefined, known)).toBe(false);
    expect(isTrusted(undefined, { mine: true, regard: "undecided" })).toBe(true);
  });
});
