import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { archive, heedRows, unarchive } from "./archive.ts";
import { arrangeRows, unreadTotal } from "./arrange.ts";
import { movePin, pin, unpin } from "./pins.ts";
import { NO_PREFERENCES, type PreferencesView, withNews } from "./preferences.ts";
import { type Change, FOR_EVER } from "./settings.ts";

const NOW_MS = 1_000_000;

function row(key: ThreadKey, lastAtMs: number, { mine = false, unreadCount = 0 } = {}): InboxRow {
  return {
    key,
    kind: "dm",
    consent: "allowed",
    preview: { content: { type: "text", text: "hi" }, mine, state: { kind: "sent" } },
    lastAtMs,
    unreadCount,
  };
}

/** The view after these changes, each of them a moment after the one before. */
function having(changes: readonly Change[], view: PreferencesView = NO_PREFERENCES) {
  return changes.reduce(
    (now, change) => withNews(now, [{ ...change, setAtMs: 1, setBy: "tab" }]),
    view,
  );
}

const keysOf = (rows: readonly InboxRow[]) => rows.map(({ key }) => key);
const ROWS = [row("dm:d", 40), row("dm:c", 30), row("dm:b", 20), row("dm:a", 10)];

describe("pinned conversations", () => {
  it("stay at the top in the order they were put there, whoever writes", () => {
    let view = having(pin(NO_PREFERENCES, "dm:a"));
    view = having(pin(view, "dm:b"), view);
    expect(keysOf(arrangeRows(ROWS, view).listed)).toEqual(["dm:b", "dm:a", "dm:d", "dm:c"]);
    const written = [row("dm:a", 50), ...ROWS.slice(0, 3)];
    expect(keysOf(arrangeRows(written, view).listed)).toEqual(["dm:b", "dm:a", "dm:d", "dm:c"]);
    view = having(unpin(view, "dm:b"), view);
    expect(keysOf(arrangeRows(ROWS, view).listed)).toEqual(["dm:a", "dm:d", "dm:c", "dm:b"]);
  });

  it("change places with their neighbours, and keep them at the ends", () => {
    const keys: ThreadKey[] = ["dm:a", "dm:b", "dm:c", "dm:d"];
    const move = fc.tuple(fc.constantFrom(...keys), fc.constantFrom<-1 | 1>(-1, 1));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        let view = keys.reduce((now, key) => having(pin(now, key), now), NO_PREFERENCES);
        const expected = [...view.pinned];
        for (const [key, by] of moves) {
          const from = expected.indexOf(key);
          const to = Math.min(Math.max(from + by, 0), expected.length - 1);
          expected.splice(to, 0, ...expected.splice(from, 1));
          view = having(movePin(view, key, by), view);
          expect(view.pinned).toEqual(expected);
        }
      }),
    );
  });

  it("can be moved when two tabs gave two of them one rank", () => {
    const view = having([
      { about: "dm:a", name: "pinRank", value: 1 },
      { about: "dm:b", name: "pinRank", value: 1 },
    ]);
    expect(view.pinned).toEqual(["dm:a", "dm:b"]);
    expect(having(movePin(view, "dm:b", -1), view).pinned).toEqual(["dm:b", "dm:a"]);
  });

  it("cost nothing while there are none", () => {
    expect(arrangeRows(ROWS, NO_PREFERENCES).listed).toBe(ROWS);
  });
});

describe("the archive", () => {
  const away = having(archive(row("dm:a", 10)));

  it("takes a conversation out of the list, and gives it back", () => {
    expect(keysOf(arrangeRows(ROWS, away).archived)).toEqual(["dm:a"]);
    expect(keysOf(arrangeRows(ROWS, away).listed)).toEqual(["dm:d", "dm:c", "dm:b"]);
    const back = having(unarchive(row("dm:a", 10)), away);
    expect(arrangeRows(ROWS, back)).toMatchObject({ listed: ROWS, archived: [] });
  });

  it("gives it back with a new message of the other side only", () => {
    expect(heedRows(away, ROWS, NOW_MS)).toEqual([]);
    expect(heedRows(away, [row("dm:a", 11, { mine: true })], NOW_MS)).toEqual([]);
    const joined: InboxRow = {
      ...row("dm:a", 11),
      preview: {
        content: { type: "group-changed", by: "ben" as InboxId, changes: [] },
        mine: false,
        state: { kind: "sent" },
      },
    };
    expect(heedRows(away, [joined], NOW_MS)).toEqual([]);
    expect(heedRows(away, [row("dm:a", 11)], NOW_MS)).toEqual(unarchive(row("dm:a", 11)));
  });

  it.each([
    ["for ever", FOR_EVER],
    ["for a while", NOW_MS + 1],
  ])(
    "keeps a conversation that is muted %s, and what was said then is no news later",
    (_, until) => {
      const muted = having([{ about: "dm:a", name: "mutedUntilMs", value: until }], away);
      const changes = heedRows(muted, [row("dm:a", 11)], NOW_MS);
      const heeded = having(changes, muted);
      expect(arrangeRows(ROWS, heeded).archived).toHaveLength(1);
      const loud = having([{ about: "dm:a", name: "mutedUntilMs", value: 0 }], heeded);
      expect(heedRows(loud, [row("dm:a", 11)], NOW_MS + 2)).toEqual([]);
      expect(heedRows(loud, [row("dm:a", 12)], NOW_MS + 2)).toEqual(unarchive(row("dm:a", 12)));
    },
  );
});

describe("the number of unread messages", () => {
  const rows = [row("dm:a", 10, { unreadCount: 2 }), row("dm:b", 9, { unreadCount: 3 })];

  it("leaves out requests, what is muted, until its silence ends, and what is archived", () => {
    expect(unreadTotal(rows, NO_PREFERENCES, NOW_MS)).toBe(5);
    const muted = having([{ about: "dm:a", name: "mutedUntilMs", value: NOW_MS + 1 }]);
    expect(unreadTotal(rows, muted, NOW_MS)).toBe(3);
    expect(unreadTotal(rows, muted, NOW_MS + 1)).toBe(5);
    expect(unreadTotal(rows, having(archive(row("dm:b", 9))), NOW_MS)).toBe(2);
    const strangers = rows.map((each) => ({ ...each, consent: "unknown" as const }));
    expect(unreadTotal(strangers, NO_PREFERENCES, NOW_MS)).toBe(0);
  });
});

describe("requests and who is blocked", () => {
  const stranger = { ...row("dm:s", 50), consent: "unknown" as const };
  const blocked = { ...row("dm:x", 60), consent: "denied" as const };
  const rows = [blocked, stranger, ...ROWS];

  it("stand apart from the list, pinned or not", () => {
    const view = having(pin(NO_PREFERENCES, "dm:s"));
    const arranged = arrangeRows(rows, view);
    expect(keysOf(arranged.listed)).toEqual(["dm:d", "dm:c", "dm:b", "dm:a"]);
    expect(keysOf(arranged.requests)).toEqual(["dm:s"]);
    expect(keysOf(arranged.blocked)).toEqual(["dm:x"]);
    expect(unreadTotal([{ ...stranger, unreadCount: 3 }], view, NOW_MS)).toBe(0);
  });

  it("are no requests any more when one has written, or has deleted what was said", () => {
    const { preview: _, ...forgotten } = stranger;
    const answered = { ...row("dm:s", 50, { mine: true }), consent: "unknown" as const };
    expect(arrangeRows([forgotten], NO_PREFERENCES)).toMatchObject({ listed: [], requests: [] });
    expect(keysOf(arrangeRows([answered], NO_PREFERENCES).listed)).toEqual(["dm:s"]);
  });
});
