import { expect, it } from "vitest";
import { sharePeople } from "./share-people.ts";
import { writeScript } from "./write-script.ts";

/** Messages that each of the threads has to encrypt. */
function messagesByThread(script: ReturnType<typeof writeScript>, threads: number): number[] {
  const homes = sharePeople(script, threads);
  const messages = new Array<number>(threads).fill(0);
  for (const { by } of script.conversations.flatMap(({ lines }) => lines)) {
    const home = homes[by] ?? -1;
    messages[home] = (messages[home] ?? 0) + 1;
  }
  return messages;
}

it("gives each thread about as much to say, whoever says most", () => {
  const many = writeScript({ conversations: 300, messages: 20_000, groups: 5, seed: 42 });
  for (const threads of [2, 4]) {
    const messages = messagesByThread(many, threads);
    expect(Math.max(...messages)).toBeLessThan((1.1 * 20_000) / threads);
  }
  const few = writeScript({ conversations: 20, messages: 10_000, groups: 4, seed: 42 });
  expect(Math.max(...messagesByThread(few, 2))).toBeLessThan(5700);
});

it("knows one thread, and more threads than people", () => {
  const script = writeScript({ conversations: 3, messages: 30, people: 4, groups: 0 });
  expect(sharePeople(script, 1)).toEqual([0, 0, 0, 0]);
  expect(new Set(sharePeople(script, 9)).size).toBe(4);
});
