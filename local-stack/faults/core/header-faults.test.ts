import { describe, expect, it } from "vitest";
import type { CallFacts } from "./decide-faults.ts";
import { HeaderFaults } from "./header-faults.ts";

const call: CallFacts = {
  rpc: "SendGroupMessages",
  subjects: () => [],
  header: () => undefined,
  address: "127.0.0.1",
  cost: 1,
};

const TEXT = "error times=1";

function askFor(headers: HeaderFaults) {
  return (text: string) => headers.deciderOf(text).decide(call, 0).length;
}

describe("faults by the header", () => {
  it("count for each id, in each form", () => {
    const ask = askFor(new HeaderFaults(1));
    for (const text of [`id=one; ${TEXT}`, ` id=two;${TEXT}`, 'id=3; {"kind":"cut","times":1}']) {
      expect([ask(text), ask(text)]).toEqual([1, 0]);
    }
  });

  it("are forgotten by somebody's clear only where they have no id", () => {
    const headers = new HeaderFaults(1);
    const ask = askFor(headers);
    expect([ask(TEXT), ask(`id=mine; ${TEXT}`)]).toEqual([1, 1]);
    headers.forgetNameless();
    expect([ask(TEXT), ask(`id=mine; ${TEXT}`)]).toEqual([1, 0]);
  });

  it("go on to count while they are asked for, whatever others ask meanwhile", () => {
    const ask = askFor(new HeaderFaults(1));
    expect(ask(`id=mine; ${TEXT}`)).toBe(1);
    for (let other = 0; other < 3_000; other += 1) {
      ask(`id=${other}; ${TEXT}`);
      if (other % 500 === 0) expect(ask(`id=mine; ${TEXT}`)).toBe(0);
    }
  });

  it.each(["id=; cut", "id=two words; cut"])("have an id of one word: %s", (text) => {
    expect(() => new HeaderFaults(1).deciderOf(text)).toThrow("An id is one word");
  });
});
