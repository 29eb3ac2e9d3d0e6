import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PAUSE_MS, personAt } from "./person-at.ts";

let target: EventTarget;
let shows: Set<string>;
let hasFocus: boolean;
let panel: { innerWidth: number; innerHeight: number; visibilityState: DocumentVisibilityState };

function start({ isActive = false } = {}) {
  const found = (selector: string) => (shows.has(selector) ? ({} as Element) : null);
  const document = {
    hasFocus: () => hasFocus,
    querySelector: found,
    get visibilityState() {
      return panel.visibilityState;
    },
  };
  const more = { document, navigator: { userActivation: { isActive } } };
  const person = personAt(Object.assign(target, panel, more) as never);
  return { person, end: person.watch() };
}

const press = (kind = "keydown") => target.dispatchEvent(new Event(kind));

beforeEach(() => {
  vi.useFakeTimers();
  [target, shows, hasFocus] = [new EventTarget(), new Set(), true];
  panel = { innerWidth: 380, innerHeight: 600, visibilityState: "visible" };
});
afterEach(() => {
  vi.useRealTimers();
});

describe("somebody is in the middle of something", () => {
  it.each(["keydown", "input"])("from each %s until they pause", (kind) => {
    const { person } = start();
    expect(person.isBusy()).toBe(false);
    press(kind);
    vi.advanceTimersByTime(PAUSE_MS - 1);
    expect(person.isBusy()).toBe(true);
    press(kind);
    vi.advanceTimersByTime(PAUSE_MS - 1);
    expect(person.isBusy()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(person.isBusy()).toBe(false);
  });

  it("as long as a dialog waits for them", () => {
    const { person } = start();
    shows.add("dialog:modal");
    vi.advanceTimersByTime(60_000);
    expect(person.isBusy()).toBe(true);
    shows.clear();
    expect(person.isBusy()).toBe(false);
  });

  it("not in this panel, when they write elsewhere since", () => {
    const { person } = start();
    press();
    hasFocus = false;
    expect(person.isBusy()).toBe(false);
  });

  it("also with what they wrote just before anybody watched", () => {
    shows.add("textarea:focus, input:focus");
    expect(start().person.isBusy()).toBe(false);
    expect(start({ isActive: true }).person.isBusy()).toBe(true);
  });

  it("and nobody notices it after the end", () => {
    const { person, end } = start();
    end();
    press();
    expect(person.isBusy()).toBe(false);
  });
});

it("a panel is looked at where it has a size, in a tab that is in front", () => {
  expect(start().person.isLooking()).toBe(true);
  panel.visibilityState = "hidden";
  expect(start().person.isLooking()).toBe(false);
  panel = { innerWidth: 0, innerHeight: 0, visibilityState: "visible" };
  expect(start().person.isLooking()).toBe(false);
});

it("who waits looks again and again, until the end", () => {
  const look = vi.fn();
  const end = start().person.nowAndThen(look);
  vi.advanceTimersByTime(1_000);
  expect(look).toHaveBeenCalledTimes(10);
  end();
  vi.advanceTimersByTime(1_000);
  expect(look).toHaveBeenCalledTimes(10);
});
