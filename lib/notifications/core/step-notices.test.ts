import { describe, expect, it } from "vitest";
import { OTHER_TAB, row, SETTINGS, TAB, Tab } from "@/tests/fakes/notice-tab.ts";
import {
  ALERT_AGAIN_MS,
  LOOK_LASTS_MS,
  type NoticeEffect,
  type NoticeEvent,
  noNotices,
  SOUND_AGAIN_MS,
} from "./notices.ts";
import { stepNotices } from "./step-notices.ts";

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
