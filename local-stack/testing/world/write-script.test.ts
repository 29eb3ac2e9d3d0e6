import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ImpossibleWorldError, type WorldScript, writeScript } from "./write-script.ts";

const world = fc.record({
  conversations: fc.integer({ min: 1, max: 30 }),
  messages: fc.integer({ min: 0, max: 500 }),
  groups: fc.integer({ min: 0, max: 15 }),
  seed: fc.oneof(fc.integer(), fc.string()),
});

const linesOf = ({ conversations }: WorldScript) => conversations.flatMap(({ lines }) => lines);

describe("the script of a world", () => {
  it("is the same for the same options, and another for another seed", () => {
    const options = { conversations: 12, messages: 150, groups: 3 };
    expect(writeScript({ ...options, seed: 42 })).toEqual(writeScript({ ...options, seed: 42 }));
    const [one, other] = [42, 43].map((seed) => writeScript({ ...options, seed }));
    expect(one?.people.map(({ address }) => address)).not.toEqual(
      other?.people.map(({ address }) => address),
    );
    expect(linesOf(one as WorldScript)).not.toEqual(linesOf(other as WorldScript));
  });

  it("has exactly what was asked for, and each line from somebody who is there", () => {
    fc.assert(
      fc.property(world, (options) => {
        const script = writeScript(options);
        const { conversations, people } = script;
        expect(linesOf(script)).toHaveLength(options.messages);
        const groups = conversations.filter(({ name }) => name !== undefined);
        expect(groups).toHaveLength(options.groups);
        expect(conversations).toHaveLength(options.groups + options.conversations);
        expect(new Set(people.map(({ address }) => address)).size).toBe(people.length);
        const pairs = conversations.filter(({ name }) => name === undefined);
        const names = pairs.map(({ members }) => members.toSorted().join());
        expect(new Set(names).size).toBe(pairs.length);
        for (const { members, lines } of conversations) {
          expect(new Set(members).size).toBe(members.length);
          for (const { by, text } of lines) {
            expect(members).toContain(by);
            expect(text).not.toMatch(/[{}]|undefined/);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("gives a guest the first place and no words", () => {
    const guest = `0x${"ab".repeat(20)}` as const;
    const script = writeScript({ guest, conversations: 8, messages: 120, groups: 2 });
    expect(script.people[0]).toMatchObject({ address: guest });
    expect(script.people[0]?.privateKey).toBeUndefined();
    expect(linesOf(script)).toHaveLength(120);
    expect(linesOf(script).some(({ by }) => by === 0)).toBe(false);
    expect(
      script.conversations.filter(({ members }) => members.includes(0)).length,
    ).toBeGreaterThan(5);
  });

  it("has lively conversations and quiet ones", () => {
    const { conversations } = writeScript({ conversations: 40, messages: 2000, groups: 0 });
    const sizes = conversations.map(({ lines }) => lines.length).toSorted((a, b) => b - a);
    expect(sizes[0]).toBeGreaterThan(5 * (sizes[20] ?? 0));
    expect(sizes.at(-1)).toBeGreaterThan(0);
  });

  it.each([
    [{ conversations: -1 }, "There can't be -1 conversations."],
    [{ messages: 1.5 }, "There can't be 1.5 messages."],
    [{ conversations: 10, people: 4 }, "4 people have too few pairs for 10 conversations."],
    [{ conversations: 1, groups: 1, people: 2 }, "A group needs three people."],
    [{ conversations: 0, groups: 0 }, "Messages need a conversation."],
  ])("refuses %j with a sentence", (options, sentence) => {
    expect(() => writeScript(options)).toThrow(ImpossibleWorldError);
    expect(() => writeScript(options)).toThrow(sentence);
  });
});
