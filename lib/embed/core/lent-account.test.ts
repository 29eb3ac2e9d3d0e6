import fc from "fast-check";
import { expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  type AccountSight,
  MOST_DISMISSED,
  NOTHING_NOTED,
  type Noting,
  stepNoting,
} from "./lent-account.ts";

const [ANA, BEN, CAM] = ["a", "b", "c"].map((digit) => parseAddress(`0x${digit.repeat(40)}`));
const SIGNED_IN = { inboxId: "1" as InboxId, own: ANA } as Pick<AccountSight, "inboxId" | "own">;

/** A panel whose notes are written as they are told to be. */
function panel() {
  let noting: Noting = NOTHING_NOTED;
  let noted: AccountSight["noted"];
  let written = 0;
  const see = (seen: AccountSight["seen"]) => {
    const sight = () => ({ ...SIGNED_IN, ...(seen && { seen }), ...(noted && { noted }) });
    let [next, note] = stepNoting(noting, sight());
    noting = next;
    if (!note) return noted;
    noted = note.address;
    if (noted) written += 1;
    [next, note] = stepNoting(noting, sight());
    noting = next;
    expect(note, "what was just written is right").toBeUndefined();
    return noted;
  };
  const dismiss = (seen: AccountSight["seen"]) => {
    noted = undefined;
    return see(seen);
  };
  return { see, dismiss, written: () => written };
}

it("a note says who the page is connected as, and goes when that is who is signed in, or nobody", () => {
  for (const after of [ANA, undefined]) {
    const { see } = panel();
    expect(see(ANA)).toBeUndefined();
    expect(see(BEN)).toBe(BEN);
    expect(see(CAM)).toBe(CAM);
    expect(see(after)).toBeUndefined();
    expect(see(BEN)).toBe(BEN);
  }
});

it("a note that was turned away does not come again, whatever is seen between", () => {
  const { see, dismiss } = panel();
  see(BEN);
  expect(dismiss(BEN)).toBeUndefined();
  expect(see(CAM)).toBe(CAM);
  expect(see(BEN)).toBeUndefined();
  expect(see(CAM)).toBe(CAM);
});

it("a page that goes from account to account is turned away for good", () => {
  const { see, dismiss, written } = panel();
  const others = Array.from({ length: 9 }, (_, digit) =>
    parseAddress(`0x${digit + 1}${"0".repeat(39)}`),
  );
  for (const other of others) {
    see(other);
    dismiss(other);
  }
  expect(written()).toBe(MOST_DISMISSED);
});

it("what is noted is what is seen, and never oneself, whatever happens", () => {
  const step = fc.record({
    seen: fc.constantFrom(ANA, BEN, CAM, undefined),
    isTurnedAway: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { see, dismiss } = panel();
      for (const { seen, isTurnedAway } of steps) {
        const noted = isTurnedAway ? dismiss(seen) : see(seen);
        expect(noted === undefined || (noted === seen && noted !== ANA)).toBe(true);
      }
    }),
  );
});
