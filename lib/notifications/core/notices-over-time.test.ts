import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { OTHER_TAB, row, TAB, Tab } from "@/tests/fakes/notice-tab.ts";
import { LOOK_LASTS_MS } from "./notices.ts";

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
