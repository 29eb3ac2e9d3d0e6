import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SETTLED_MS, watchCover } from "./watch-cover.ts";

type Size = { width: number; height: number };
type Seen = { isVisible: boolean; boundingClientRect: Size; intersectionRect: Size };

const WHOLE = { width: 380, height: 600 };
let report: (isVisible: boolean, seen?: Size) => void;
const disconnect = vi.fn();
let dialogs: object[] = [];
let change: () => void;

class Changes {
  constructor(tell: () => void) {
    change = tell;
  }
  observe = () => undefined;
  disconnect = () => undefined;
}

const observed: unknown[] = [];

class Observer {
  constructor(tell: (entries: Seen[]) => void, options: object) {
    observed.push(options);
    report = (isVisible, seen = WHOLE) => {
      const sight = { boundingClientRect: WHOLE, intersectionRect: seen };
      tell([
        { isVisible: !isVisible, ...sight },
        { isVisible, ...sight },
      ]);
    };
  }
  observe = (element: object) => observed.push(element);
  disconnect = disconnect;
}

const watch = (tell: (isCovered: boolean) => void) => watchCover(tell, Observer as never);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("IntersectionObserverEntry", class {});
  vi.stubGlobal("document", { documentElement: {}, querySelectorAll: () => dialogs });
  vi.stubGlobal("MutationObserver", Changes);
  Object.defineProperty(IntersectionObserverEntry.prototype, "isVisible", { value: false });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("is covered until it was seen whole for a while, and at once when it is not", () => {
  const told: boolean[] = [];
  const end = watch((isCovered) => told.push(isCovered));
  expect(observed.at(-2)).toMatchObject({ trackVisibility: true });
  expect(observed.at(-1)).toBe(document.documentElement);
  report(true);
  vi.advanceTimersByTime(SETTLED_MS - 1);
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([true, false]);
  report(false);
  expect(told).toEqual([true, false, true]);
  end();
  expect(disconnect).toHaveBeenCalled();
});

it("counts the time anew, each time that something came in between", () => {
  const told: boolean[] = [];
  const end = watch((isCovered) => told.push(isCovered));
  for (let i = 0; i < 5; i += 1) {
    report(true);
    vi.advanceTimersByTime(SETTLED_MS - 1);
    report(false);
  }
  expect(told).not.toContain(false);
  report(true);
  end();
  vi.advanceTimersByTime(SETTLED_MS);
  expect(told).not.toContain(false);
});

it("counts what is cut down to less than can be read as covered, and half a tall panel as there", () => {
  const told: boolean[] = [];
  const end = watch((isCovered) => told.push(isCovered));
  for (const seen of [
    { width: 150, height: 60 },
    { width: 380, height: 200 },
    { width: 200, height: 600 },
  ]) {
    report(true, seen);
    vi.advanceTimersByTime(2 * SETTLED_MS);
    expect(told.at(-1), JSON.stringify(seen)).toBe(true);
  }
  report(true, { width: 380, height: 330 });
  vi.advanceTimersByTime(SETTLED_MS);
  expect(told.at(-1)).toBe(false);
  end();
});

it("looks at the dialog that was opened last, which has to be seen for a while too", () => {
  const told: boolean[] = [];
  const end = watch((isCovered) => told.push(isCovered));
  report(true);
  vi.advanceTimersByTime(SETTLED_MS);
  const [first, second] = [{ is: "opened first" }, { is: "opened second, earlier in the page" }];
  dialogs = [first];
  change();
  change();
  expect(told).toEqual([true, false, true]);
  expect(observed.filter((each) => each === first)).toHaveLength(1);
  report(true);
  vi.advanceTimersByTime(SETTLED_MS);
  expect(told.at(-1)).toBe(false);
  dialogs = [second, first];
  change();
  expect(observed.at(-1)).toBe(second);
  dialogs = [first];
  change();
  expect(observed.at(-1)).toBe(first);
  dialogs = [];
  change();
  expect(observed.at(-1)).toBe(document.documentElement);
  end();
});

it("covers nothing where the browser can't tell", () => {
  vi.stubGlobal("IntersectionObserverEntry", class {});
  const tell = vi.fn();
  watch(tell)();
  expect(tell).not.toHaveBeenCalled();
});
