import fc from "fast-check";
import { expect, it } from "vitest";
import { isHeard, stepTalking, TALKS, type TalkEvent, type Talking } from "./talking.ts";

const after = (...events: TalkEvent[]) => events.reduce(stepTalking, TALKS);
const ON: TalkEvent = { kind: "by-key", isByKey: true };
const OFF: TalkEvent = { kind: "by-key", isByKey: false };
const MUTE: TalkEvent = { kind: "mute", isMuted: true };
const UNMUTE: TalkEvent = { kind: "mute", isMuted: false };
const HOLD: TalkEvent = { kind: "hold", isHeld: true };
const LET_GO: TalkEvent = { kind: "hold", isHeld: false };

it.each<[string, TalkEvent[], boolean]>([
  ["who calls is heard", [], true],
  ["not who is muted", [MUTE], false],
  ["not who talks by a key", [ON], false],
  ["only while the key is held", [ON, HOLD], true],
  ["and no longer", [ON, HOLD, LET_GO], false],
  ["the button unmutes nobody who talks by a key", [ON, UNMUTE], false],
  ["who turns the key off in the middle of a call is heard", [ON, OFF], true],
  ["unless they were muted before", [MUTE, ON, OFF], false],
  ["a key that is turned off while it is held is let go", [ON, HOLD, OFF, ON], false],
  ["a key does nothing where none is set", [MUTE, HOLD], false],
])("%s", (_, events, heard) => {
  expect(isHeard(after(...events))).toBe(heard);
});

it("lets nobody be heard by a key that is not held, whatever came before", () => {
  const events = fc.array(fc.constantFrom(ON, OFF, MUTE, UNMUTE, HOLD, LET_GO));
  fc.assert(
    fc.property(events, (given) => {
      const talking: Talking = after(...given);
      const last = given.findLast(({ kind }) => kind === "hold");
      if (talking.isByKey && last?.kind === "hold" && !last.isHeld) {
        expect(isHeard(talking)).toBe(false);
      }
    }),
  );
});
