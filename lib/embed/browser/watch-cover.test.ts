import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SETTLED_MS, watchCover } from "./watch-cover.ts";

let report: (isVisible: boolean) => void;
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
  constructor(tell: (entries: { isVisible: boolean }[]) => void, options: object) {
    observed.push(options);
    report = (isVisible) => tell([{ isVisible: !isVisible }, { isVisible }]);
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

it("looks at the dialog that is in front, while one is", () => {
  const end = watch(() => undefined);
  const dialog = { is: "a dialog" };
  dialogs = [{}, dialog];
  change();
  change();
  expect(observed.filter((each) => each === dialog)).toHaveLength(1);
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
