import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import {
  ALERT_AGAIN_MS,
  LOOK_LASTS_MS,
  type NoticeEffect,
  type NoticeEvent,
  type Notices,
  noNotices,
  SOUND_AGAIN_MS,
  type TellableRow,
} from "./notices.ts";
import { stepNotices } from "./step-notices.ts";

const SETTINGS = { usesSystem: true, playsSound: true };
const TAB = "tab 1";
const OTHER_TAB = "tab 2";

type RowOptions = { unread?: number; mine?: boolean; mayBeTold?: boolean };

function row(key: ThreadKey, lastAtMs: number, options: RowOptions = {}): TellableRow {
  const { unread = 0, mine = false, mayBeTold = true } = options;
  return {
    key,
    lastAtMs,
    unreadCount: unread,
    preview: { content: { type: "text", text: "hi" }, mine, state: { kind: "sent" } },
    mayBeTold,
  };
}

/** A tab over time: every effect is kept with the moment of its making. */
class Tab {
  notices: Notices;
  nowMs = 1_000_000;
  settings = SETTINGS;

  constructor({ tab = TAB, leads = true } = {}) {
    this.notices = noNotices(tab);
    this.send({ kind: "leads", leads });
  }

  send(event: NoticeEvent): NoticeEffect[] {
    const [next, effects] = stepNotices(this.notices, event, this.nowMs);
    this.notices = next;
    return effects.filter(({ kind }) => kind !== "badge");
  }

  rows(rows: TellableRow[], isCaughtUp = true): NoticeEffect[] {
    return this.send({ kind: "rows", rows, isCaughtUp, settings: this.settings });
  }
}

const kinds = (effects: NoticeEffect[]) => effects.map(({ kind }) => kind);

describe("a message", () => {
  it("is told by the leading tab when nobody is here", () => {
    const [leader, follower] = [new Tab(), new Tab({ tab: OTHER_TAB, leads: false })];
    for (const tab of [leader, follower]) tab.rows([row("dm:a", 1)]);
    expect(leader.rows([row("dm:a", 2, { unread: 1 })])).toEqual([
      { kind: "notify", thread: "dm:a", unreadCount: 1, isLoud: true },
      { kind: "sound" },
    ]);
    expect(follower.rows([row("dm:a", 2, { unread: 1 })])).toEqual([]);
  });

  it("is told once it counts, not before and not again", () => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1)]);
    expect(tab.rows([row("dm:a", 2)])).toEqual([]);
    expect(kinds(tab.rows([row("dm:a", 2, { unread: 1 })]))).toEqual(["notify", "sound"]);
    expect(tab.rows([row("dm:a", 2, { unread: 1 })])).toEqual([]);
    expect(tab.rows([row("dm:a", 2, { unread: 2 })]), "older ones turned up").toEqual([]);
  });

  it("of a conversation that was not there before is told", () => {
    const tab = new Tab();
    tab.rows([]);
    expect(tab.rows([row("dm:a", 2)])).toEqual([]);
    expect(kinds(tab.rows([row("dm:a", 2, { unread: 1 })]))).toEqual(["notify", "sound"]);
  });

  it.each([
    ["one's own", { unread: 2, mine: true }],
    ["one's own, written after some were read", { unread: 1, mine: true }],
    ["one of a request, or a muted or archived conversation", { unread: 3, mayBeTold: false }],
  ])("is not told when it is %s", (_, options) => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1, { unread: 2 })]);
    expect(tab.rows([row("dm:a", 2, options)])).toEqual([]);
  });

  it("is told when an own one left after it", () => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1)]);
    expect(kinds(tab.rows([row("dm:a", 2, { unread: 1, mine: true })]))).toEqual([
      "notify",
      "sound",
    ]);
  });

  it("is told when the ones before it were read in the same moment", () => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1, { unread: 3 })]);
    expect(kinds(tab.rows([row("dm:a", 2, { unread: 1 })]))).toEqual(["notify", "sound"]);
  });

  it("that was there when one came is no news", () => {
    expect(new Tab().rows([row("dm:a", 2, { unread: 3 })])).toEqual([]);
  });

  it("is mentioned by the tab that somebody works in alone", () => {
    const [leader, follower] = [new Tab(), new Tab({ tab: OTHER_TAB, leads: false })];
    for (const tab of [leader, follower]) {
      tab.rows([row("dm:a", 1)]);
      tab.send({ kind: "looking", tab: OTHER_TAB, thread: "dm:b" });
    }
    expect(leader.rows([row("dm:a", 2, { unread: 1 })])).toEqual([]);
    expect(follower.rows([row("dm:a", 2, { unread: 1 })])).toEqual([
      { kind: "mention", thread: "dm:a" },
      { kind: "sound" },
    ]);
  });

  it("of the conversation that is looked at in any tab is not told, until it is left", () => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1)]);
    tab.send({ kind: "looking", tab: OTHER_TAB, thread: "dm:a" });
    expect(tab.rows([row("dm:a", 2, { unread: 1 })])).toEqual([]);
    tab.send({ kind: "left", tab: OTHER_TAB });
    expect(kinds(tab.rows([row("dm:a", 3, { unread: 2 })]))).toEqual(["notify", "sound"]);
  });

  it("is told after a tab that was looked at is gone without a word", () => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1)]);
    tab.send({ kind: "looking", tab: OTHER_TAB, thread: "dm:a" });
    tab.nowMs += LOOK_LASTS_MS;
    expect(kinds(tab.rows([row("dm:a", 2, { unread: 1 })]))).toEqual(["notify", "sound"]);
  });

  it("follows others quietly, and is loud again after a pause", () => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1)]);
    tab.rows([row("dm:a", 2, { unread: 1 })]);
    tab.nowMs += SOUND_AGAIN_MS;
    expect(tab.rows([row("dm:a", 3, { unread: 2 })])).toEqual([
      { kind: "notify", thread: "dm:a", unreadCount: 2, isLoud: false },
    ]);
    tab.nowMs += ALERT_AGAIN_MS - SOUND_AGAIN_MS;
    expect(kinds(tab.rows([row("dm:a", 4, { unread: 3 })]))).toEqual(["notify", "sound"]);
  });

  it("is withdrawn when it was read, in whatever tab", () => {
    const tab = new Tab();
    tab.rows([row("dm:a", 1)]);
    tab.rows([row("dm:a", 2, { unread: 1 })]);
    expect(tab.rows([row("dm:a", 2)])).toEqual([{ kind: "withdraw", about: "dm:a" }]);
    expect(tab.rows([row("dm:a", 2)])).toEqual([]);
  });

  it("makes a sound without the system, and none when there is to be none", () => {
    const tab = new Tab();
    tab.settings = { usesSystem: false, playsSound: true };
    tab.rows([row("dm:a", 1)]);
    expect(kinds(tab.rows([row("dm:a", 2, { unread: 1 })]))).toEqual(["sound"]);
    tab.settings = { usesSystem: true, playsSound: false };
    expect(kinds(tab.rows([row("dm:a", 3, { unread: 2 })]))).toEqual(["notify"]);
  });
});

describe("what was missed", () => {
  const before = [row("dm:a", 1), row("dm:b", 1, { unread: 2 }), row("dm:c", 1)];
  const after = [row("dm:a", 5, { unread: 3 }), row("dm:b", 6, { unread: 3 }), row("dm:c", 1)];

  function offline(options = {}): Tab {
    const tab = new Tab(options);
    tab.rows(before);
    tab.rows(before, false);
    return tab;
  }

  it("is told once and together", () => {
    const tab = offline();
    expect(tab.rows([row("dm:a", 4, { unread: 2 }), ...before.slice(1)], false)).toEqual([]);
    expect(tab.rows(after, false)).toEqual([]);
    expect(tab.rows(after)).toEqual([
      { kind: "summarise", messages: 4, conversations: 2 },
      { kind: "sound" },
    ]);
    expect(tab.rows(after)).toEqual([]);
  });

  it("of one conversation is that conversation's", () => {
    const tab = offline();
    expect(tab.rows([...after.slice(0, 1), ...before.slice(1)])).toEqual([
      { kind: "notify", thread: "dm:a", unreadCount: 3, isLoud: true },
      { kind: "sound" },
    ]);
  });

  it("is not told to somebody who is here, nor by a tab that follows", () => {
    const here = offline();
    here.send({ kind: "looking", tab: OTHER_TAB });
    expect(here.rows(after)).toEqual([]);
    expect(offline({ leads: false }).rows(after)).toEqual([]);
  });

  it("is withdrawn when somebody comes", () => {
    const tab = offline();
    tab.rows(after);
    expect(tab.send({ kind: "looking", tab: OTHER_TAB })).toEqual([
      { kind: "withdraw", about: "summary" },
    ]);
  });
});

describe("the number on the icon", () => {
  it("counts what may be told, and is set by the leader when it changes", () => {
    const [leader, follower] = [noNotices(TAB), noNotices(OTHER_TAB)];
    const rows = [row("dm:a", 1, { unread: 2 }), row("dm:b", 1, { unread: 5, mayBeTold: false })];
    const event: NoticeEvent = { kind: "rows", rows, isCaughtUp: true, settings: SETTINGS };
    const [counted, none] = stepNotices(follower, event, 1);
    expect(none).toEqual([]);
    const badge = [{ kind: "badge", count: 2 }];
    expect(stepNotices(counted, { kind: "leads", leads: true }, 1)[1]).toEqual(badge);
    const [leading] = stepNotices(leader, { kind: "leads", leads: true }, 1);
    const [set, effects] = stepNotices(leading, event, 1);
    expect(effects).toEqual(badge);
    expect(stepNotices(set, event, 1)[1]).toEqual([]);
  });
});

describe("over any course of events", () => {
  const THREADS: ThreadKey[] = ["dm:a", "dm:b", "group:c"];
  const TABS = [TAB, OTHER_TAB];
  const thread = fc.constantFrom(...THREADS);
  const tab = fc.constantFrom(...TABS);
  const happening = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("arrive" as const), thread }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("write" as const), thread }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("read" as const), thread }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("mute" as const), thread }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("look" as const),
        tab,
        thread: fc.option(thread, { nil: undefined }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("leave" as const), tab }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("network" as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("hand-over" as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat({ max: 60_000 }) }),
    },
  );

  it("one tab speaks, to whom it may, of what it may, and of nothing twice", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (course) => {
        const tabs = TABS.map((name, index) => new Tab({ tab: name, leads: index === 0 }));
        const state = new Map(
          THREADS.map((key) => [key, { at: 1, unread: 0, mine: false, isMuted: false }]),
        );
        const looks = new Map<string, { thread?: ThreadKey | undefined; untilMs: number }>();
        let clock = 1;
        let nowMs = 1_000_000;
        let isOnline = true;
        let missed = false;
        const told = new Map<ThreadKey, number>();

        const rowsNow = () =>
          [...state].map(([key, { at, unread, mine, isMuted }]) =>
            row(key, at, { unread, mine, mayBeTold: !isMuted }),
          );
        const isHere = (name: string) => (looks.get(name)?.untilMs ?? 0) > nowMs;
        const isLookedAt = (key: ThreadKey) =>
          TABS.some((name) => isHere(name) && looks.get(name)?.thread === key);

        function tell(): void {
          const effects = tabs.map((each) => {
            each.nowMs = nowMs;
            return each.rows(rowsNow(), isOnline);
          });
          const speaking = effects.map((each) =>
            each.filter(({ kind }) => kind === "notify" || kind === "summarise"),
          );
          expect(speaking.filter((each) => each.length > 0).length).toBeLessThanOrEqual(1);
          if (TABS.some(isHere)) expect(speaking.flat()).toEqual([]);
          if (!isOnline)
            expect(effects.flat().filter(({ kind }) => kind !== "withdraw")).toEqual([]);
          if (isOnline && missed) {
            expect(speaking.flat().length).toBeLessThanOrEqual(1);
            missed = false;
          }
          effects.forEach((each, index) => {
            for (const effect of each) {
              if (effect.kind === "mention") expect(isHere(TABS[index] ?? "")).toBe(true);
              if (effect.kind !== "mention" && effect.kind !== "notify") continue;
              const about = state.get(effect.thread);
              expect(isLookedAt(effect.thread)).toBe(false);
              expect(about?.isMuted).toBe(false);
              if (effect.kind !== "notify") continue;
              expect(effect.unreadCount).toBe(about?.unread);
              expect(about?.at).toBeGreaterThan(told.get(effect.thread) ?? 0);
              told.set(effect.thread, about?.at ?? 0);
            }
          });
          for (const each of tabs) {
            for (const about of each.notices.shown) {
              if (about === "summary" || about === "call") continue;
              expect(state.get(about)?.unread).toBeGreaterThan(0);
            }
          }
        }

        tell();
        for (const happened of course) {
          switch (happened.kind) {
            case "arrive": {
              const about = state.get(happened.thread);
              if (!about) break;
              // First it is in the list, then it counts.
              Object.assign(about, { at: ++clock, mine: false });
              tell();
              about.unread += 1;
              if (!isOnline) missed = true;
              break;
            }
            case "write":
              Object.assign(state.get(happened.thread) ?? {}, { at: ++clock, mine: true });
              break;
            case "read":
              Object.assign(state.get(happened.thread) ?? {}, { unread: 0 });
              break;
            case "mute": {
              const about = state.get(happened.thread);
              if (about) about.isMuted = !about.isMuted;
              break;
            }
            case "look":
              looks.set(happened.tab, { thread: happened.thread, untilMs: nowMs + LOOK_LASTS_MS });
              for (const each of tabs) {
                each.nowMs = nowMs;
                const { tab: name, thread: key } = happened;
                each.send({ kind: "looking", tab: name, ...(key && { thread: key }) });
              }
              break;
            case "leave":
              looks.delete(happened.tab);
              for (const each of tabs) each.send({ kind: "left", tab: happened.tab });
              break;
            case "network":
              isOnline = !isOnline;
              break;
            case "hand-over":
              for (const each of tabs) each.send({ kind: "leads", leads: !each.notices.leads });
              break;
            case "wait":
              nowMs += happened.ms;
              break;
          }
          tell();
          // And nothing is passed over.
          if (happened.kind !== "arrive" || !isOnline || TABS.some(isHere)) continue;
          const about = state.get(happened.thread);
          if (!about?.isMuted) expect(told.get(happened.thread)).toBe(about?.at);
        }
      }),
      { numRuns: 500 },
    );
  });
});
