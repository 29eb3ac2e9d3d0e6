import { expect, it, vi } from "vitest";
import type { Heard } from "../core/handover.ts";
import type { OpenWindow } from "../ports.ts";
import { createApart } from "./apart.ts";

function start({ isAllowed = true } = {}) {
  const own = { focus: vi.fn(), close: vi.fn() };
  const openWindow = vi.fn<OpenWindow>(() => (isAllowed ? own : undefined));
  const tell = vi.fn();
  const beginAnew = vi.fn();
  const letGo = vi.fn();
  let wish: Heard["wish"] = { name: "openInbox" };
  const embedding = {
    heard: () => ({ named: ["ben.eth"], ...(wish && { wish }) }),
    fulfil: () => {
      wish = undefined;
    },
    tell,
  };
  const apart = createApart({ openWindow, embedding, letGo, beginAnew });
  const told = () => tell.mock.calls.map(([event]) => event.code);
  return { apart, openWindow, own, told, letGo, beginAnew };
}

it("tells the page first that the browser keeps nothing here", () => {
  expect(start().told()).toEqual(["storage-blocked"]);
});

it("opens one window, and shows it from then on", () => {
  const { apart, openWindow, own } = start();
  expect(apart.store.getState()).toEqual({ kind: "here" });
  apart.open("/embed/window");
  expect(apart.store.getState()).toEqual({ kind: "apart" });
  expect(own.focus).not.toHaveBeenCalled();
  apart.open("/embed/window");
  expect(openWindow).toHaveBeenCalledOnce();
  expect(own.focus).toHaveBeenCalledOnce();
});

it("says that the browser opened none, to the page as well, and tries again", () => {
  const { apart, openWindow, told } = start({ isAllowed: false });
  apart.open("/embed/window");
  expect(apart.store.getState()).toEqual({ kind: "refused" });
  expect(told()).toEqual(["storage-blocked", "popup-blocked"]);
  apart.open("/embed/window");
  expect(openWindow).toHaveBeenCalledTimes(2);
});

it("begins anew when its window is gone, whoever closed it", () => {
  const { apart, openWindow, own, beginAnew } = start();
  apart.open("/embed/window");
  apart.back();
  expect(own.close).toHaveBeenCalledOnce();
  expect(beginAnew).not.toHaveBeenCalled();
  openWindow.mock.calls[0]?.[1].onLeft();
  expect(beginAnew).toHaveBeenCalledOnce();
});

it("hands over what the page wished once, and whom it named each time that the window is loaded", () => {
  const { apart, openWindow, letGo } = start();
  apart.open("/embed/window");
  expect(letGo, "the page is the frame's until then").not.toHaveBeenCalled();
  const heard = openWindow.mock.calls[0]?.[1].heard;
  expect(heard?.()).toEqual({ named: ["ben.eth"], wish: { name: "openInbox" } });
  expect(letGo).toHaveBeenCalledOnce();
  expect(heard?.()).toEqual({ named: ["ben.eth"] });
});
