import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Address, parseAddress } from "./address.ts";
import { LIST_AGE_MS, MAX_BATCH, retryDelayMs, stepNameBook, THREAD_AGE_MS } from "./name-book.ts";
import {
  emptyNameBook,
  MAX_RECORDS,
  type NameBook,
  type NameBookEffect,
  type NameBookEvent,
} from "./name-book-state.ts";
import { lookalikeOf, NO_NAMES, namesView } from "./name-book-view.ts";
import type { EnsName, FoundName, NamedLook, NameHolder } from "./names.ts";

const address = (index: number): Address =>
  parseAddress(`0x${index.toString(16).padStart(40, "0")}`);
const [ANA, BEN, EVE] = [address(1), address(2), address(3)];

const look = (name: string, skeleton = name): NamedLook => ({
  name: name as EnsName,
  skeleton,
  marks: [],
});

/** A book whose clock and chain are the test's. */
class Reader {
  book: NameBook = emptyNameBook();
  nowMs = 1_000_000;
  effects: NameBookEffect[] = [];

  does(event: NameBookEvent): NameBookEffect[] {
    const [book, effects] = stepNameBook(this.book, event, this.nowMs);
    this.book = book;
    this.effects = effects;
    return effects;
  }

  restored(): this {
    this.does({ kind: "restored", records: [], known: [] });
    return this;
  }

  asks(): Extract<NameBookEffect, { kind: "ask" }> | undefined {
    return this.effects.find((effect) => effect.kind === "ask");
  }

  wants(...addresses: Address[]): this {
    this.does({ kind: "wanted", addresses });
    return this;
  }

  hears(names: [Address, FoundName?][], holders: [string, NameHolder][] = []): this {
    this.does({
      kind: "answered",
      names: new Map(names.map(([who, found]) => [who, found])),
      holders: new Map(holders as [EnsName, NameHolder][]),
    });
    return this;
  }

  view() {
    return namesView(this.book, NO_NAMES);
  }

  nameOf(who: Address) {
    return this.view().names.get(who)?.name;
  }
}

const points = (to: Address): NameHolder => ({ kind: "address", address: to });

describe("looking names up", () => {
  it("asks nothing before what this device kept was read, then about all in one question", () => {
    const reader = new Reader();
    expect(reader.wants(ANA).wants(BEN).asks()).toBeUndefined();
    reader.restored();
    expect(reader.asks()?.addresses).toEqual([ANA, BEN]);
  });

  it("asks one question at a time, each of a size that a node takes", () => {
    const reader = new Reader().restored();
    const crowd = Array.from({ length: MAX_BATCH + 5 }, (_, index) => address(100 + index));
    reader.wants(...crowd);
    expect(reader.asks()?.addresses).toHaveLength(MAX_BATCH);
    expect(reader.wants(ANA).asks()).toBeUndefined();
    reader.hears(crowd.slice(0, MAX_BATCH).map((who) => [who]));
    expect(reader.asks()?.addresses).toEqual([...crowd.slice(MAX_BATCH), ANA]);
  });

  it("takes its own word for an hour in a list, having no name included", () => {
    const reader = new Reader().restored().wants(ANA, BEN);
    reader.hears([[ANA, look("ana.eth")], [BEN]]);
    reader.nowMs += LIST_AGE_MS - 1;
    expect(reader.wants(ANA, BEN).asks()).toBeUndefined();
    expect(reader.nameOf(ANA)).toBe("ana.eth");
    reader.nowMs += 1;
    expect(reader.wants(ANA, BEN).asks()?.addresses).toEqual([ANA, BEN]);
    expect(reader.nameOf(ANA), "the old word stands until there is a new one").toBe("ana.eth");
  });

  it("takes a minute's word where one writes", () => {
    const reader = new Reader().restored().wants(ANA);
    reader.hears([[ANA]]);
    reader.nowMs += THREAD_AGE_MS - 1;
    reader.does({ kind: "attended", address: ANA });
    expect(reader.asks()).toBeUndefined();
    reader.nowMs += 1;
    reader.does({ kind: "attended", address: ANA });
    expect(reader.asks()?.addresses).toEqual([ANA]);
  });

  it("pauses after a failure, longer each time, and asks whatever happens no sooner", () => {
    const wants = fc.constantFrom<NameBookEvent>(
      { kind: "wanted", addresses: [ANA] },
      { kind: "wanted", addresses: [BEN, EVE] },
      { kind: "attended", address: ANA },
      { kind: "attended" },
      { kind: "retry-due" },
    );
    const life = fc.array(fc.tuple(wants, fc.integer({ min: 0, max: 600_000 })), { maxLength: 60 });
    fc.assert(
      fc.property(life, (events) => {
        const reader = new Reader().restored();
        let failures = 0;
        let mayAskAtMs = 0;
        for (const [event, passesMs] of events) {
          reader.nowMs += passesMs;
          reader.does(event);
          if (!reader.asks()) continue;
          expect(reader.nowMs).toBeGreaterThanOrEqual(mayAskAtMs);
          reader.does({ kind: "unanswered" });
          failures += 1;
          mayAskAtMs = reader.nowMs + retryDelayMs(failures);
          expect(reader.effects).toEqual([{ kind: "wake", atMs: mayAskAtMs }]);
        }
      }),
    );
  });

  it("asks again when the pause is over, or the network is back, about the same", () => {
    const reader = new Reader().restored().wants(ANA);
    reader.does({ kind: "unanswered" });
    reader.nowMs += retryDelayMs(1);
    reader.does({ kind: "retry-due" });
    expect(reader.asks()?.addresses).toEqual([ANA]);
    reader.does({ kind: "unanswered" });
    reader.does({ kind: "woke" });
    expect(reader.asks()?.addresses).toEqual([ANA]);
    reader.hears([[ANA, look("ana.eth")]]);
    expect(reader.book.failures).toBe(0);
  });

  it("keeps what was answered, and asks about the rest after a pause", () => {
    const reader = new Reader().restored().wants(ANA, BEN);
    reader.hears([[ANA, look("ana.eth")]]);
    expect(reader.nameOf(ANA)).toBe("ana.eth");
    reader.nowMs += retryDelayMs(1);
    reader.does({ kind: "retry-due" });
    expect(reader.asks()?.addresses).toEqual([BEN]);
  });

  it("keeps no more than it may, and drops those asked about longest ago", () => {
    const reader = new Reader();
    const records = Array.from({ length: MAX_RECORDS }, (_, index) => ({
      address: address(1000 + index),
      checkedAtMs: index,
      sinceMs: 0,
    }));
    reader.does({ kind: "restored", records, known: [] });
    reader.wants(ANA);
    reader.hears([[ANA]]);
    expect(reader.book.records.size).toBe(MAX_RECORDS);
    const kept = reader.effects.find((effect) => effect.kind === "keep");
    expect(kept).toMatchObject({ dropped: [address(1000)] });
  });
});

describe("the name that a conversation was opened with", () => {
  const opened = () => {
    const reader = new Reader().restored();
    reader.does({ kind: "opened-as", resolved: { ...look("ana.eth"), address: ANA } });
    reader.does({ kind: "attended", address: ANA });
    return reader;
  };

  it("is shown, and checked when the conversation is", () => {
    const reader = opened();
    expect(reader.nameOf(ANA)).toBe("ana.eth");
    expect(reader.asks()).toMatchObject({ addresses: [ANA], names: ["ana.eth"] });
    reader.hears([[ANA]], [["ana.eth", points(ANA)]]);
    expect(reader.view().moves.size).toBe(0);
  });

  it("is shown rather than the one that the other side chose", () => {
    const reader = opened().hears([[ANA, look("anna.eth")]], [["ana.eth", points(ANA)]]);
    expect(reader.nameOf(ANA)).toBe("ana.eth");
    expect(reader.book.known.get(ANA)?.isTyped).toBe(true);
  });

  it("is told when it points to somebody else, and not shown any more", () => {
    const reader = opened().hears([[ANA]], [["ana.eth", points(EVE)]]);
    expect(reader.view().moves.get(ANA)).toEqual({ name: "ana.eth", to: EVE });
    expect(reader.nameOf(ANA)).toBeUndefined();
  });

  it("is told when it points to nobody", () => {
    const reader = opened().hears([[ANA]], [["ana.eth", { kind: "nobody" }]]);
    expect(reader.view().moves.get(ANA)).toEqual({ name: "ana.eth" });
  });

  it.each([
    ["nobody could tell", []],
    ["it went to a server that is not asked", [["ana.eth", { kind: "off-chain" }]]],
  ] as [string, [string, NameHolder][]][])("stays when %s", (_, holders) => {
    const reader = opened().hears([[ANA]], holders);
    expect(reader.view().moves.size).toBe(0);
    expect(reader.nameOf(ANA)).toBe("ana.eth");
  });

  it("is told no more when it comes back, or when it was read", () => {
    const reader = opened().hears([[ANA]], [["ana.eth", points(EVE)]]);
    reader.nowMs += THREAD_AGE_MS;
    reader.does({ kind: "attended", address: ANA });
    reader.hears([[ANA]], [["ana.eth", points(ANA)]]);
    expect(reader.view().moves.size).toBe(0);
    expect(reader.nameOf(ANA)).toBe("ana.eth");

    const other = opened().hears([[ANA]], [["ana.eth", points(EVE)]]);
    other.does({ kind: "move-read", address: ANA });
    expect(other.view().moves.size).toBe(0);
    expect(other.effects).toMatchObject([{ kind: "keep", forgotten: [ANA] }]);
  });

  it("is the one that the other side chose, where none was typed", () => {
    const reader = new Reader().restored();
    reader.does({ kind: "attended", address: ANA });
    reader.hears([[ANA, look("ana.eth")]]);
    reader.nowMs += THREAD_AGE_MS;
    reader.does({ kind: "attended", address: ANA });
    expect(reader.asks()?.names).toEqual(["ana.eth"]);
    reader.hears([[ANA]], [["ana.eth", points(EVE)]]);
    expect(reader.view().moves.get(ANA)).toEqual({ name: "ana.eth", to: EVE });
  });

  it("changes with the other side's choice, as long as the old one points to them", () => {
    const reader = new Reader().restored();
    reader.does({ kind: "attended", address: ANA });
    reader.hears([[ANA, look("ana.eth")]]);
    reader.nowMs += THREAD_AGE_MS;
    reader.does({ kind: "attended", address: ANA });
    reader.hears([[ANA, look("anna.eth")]], [["ana.eth", points(ANA)]]);
    expect(reader.view().moves.size).toBe(0);
    expect(reader.nameOf(ANA)).toBe("anna.eth");
  });

  it("is checked once by every page that shows it, however young the word on the disk", () => {
    const reader = new Reader();
    reader.does({
      kind: "restored",
      records: [{ address: ANA, checkedAtMs: reader.nowMs, sinceMs: 0 }],
      known: [{ ...look("ana.eth"), address: ANA, isTyped: true, sinceMs: 0 }],
    });
    expect(reader.wants(ANA).asks()?.names).toEqual(["ana.eth"]);
  });
});

describe("names that look alike", () => {
  const twins = () => {
    const reader = new Reader().restored().wants(ANA);
    reader.hears([[ANA, look("vitalik.eth", "vitalik.eth")]]);
    reader.nowMs += 1;
    reader.wants(EVE);
    return reader.hears([[EVE, look("vita1ik.eth", "vitalik.eth")]]);
  };

  it("mark the one that came later", () => {
    const { names } = twins().view();
    expect(names.get(EVE)?.looksLike).toBe("vitalik.eth");
    expect(names.get(ANA)?.looksLike).toBeUndefined();
  });

  it("are found out before a conversation is opened", () => {
    const typed = { ...look("vitaIik.eth", "vitalik.eth"), address: BEN };
    expect(lookalikeOf(twins().book, typed)).toBe("vitalik.eth");
    expect(
      lookalikeOf(twins().book, { ...typed, address: ANA, skeleton: "ben.eth" }),
    ).toBeUndefined();
  });

  it("leave every name that did not change the same object", () => {
    const reader = twins();
    const before = reader.view();
    reader.nowMs += LIST_AGE_MS;
    reader.wants(ANA).hears([[ANA, look("vitalik.eth", "vitalik.eth")]]);
    const after = namesView(reader.book, before);
    expect(after.names).toBe(before.names);
    reader.wants(BEN).hears([[BEN, look("ben.eth")]]);
    const later = namesView(reader.book, before);
    expect(later.names).not.toBe(before.names);
    expect(later.names.get(EVE)).toBe(before.names.get(EVE));
  });
});
