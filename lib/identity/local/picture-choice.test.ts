import { expect, it } from "vitest";
import { createPictureChoice } from "./picture-choice.ts";

function memoryStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const silence = () => () => {};

it("is on until it is turned off, and after a reload as it was", () => {
  const storage = memoryStorage();
  const choice = createPictureChoice(() => storage, silence);
  expect(choice.load()).toBe(true);
  choice.save(false);
  expect(createPictureChoice(() => storage, silence).load()).toBe(false);
  choice.save(true);
  expect(createPictureChoice(() => storage, silence).load()).toBe(true);
});

it("lasts as long as the page where the browser keeps nothing", () => {
  const blocked = () => {
    throw new Error("site data is blocked");
  };
  const choice = createPictureChoice(blocked, silence);
  choice.save(false);
  expect(choice.load()).toBe(false);
});
