import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { removeReleased } from "./remove-released.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const failing = (name: string) => async () => {
  throw new DOMException("", name);
};

it("removes a file once nobody has it open", async () => {
  const remove = vi.fn<() => Promise<void>>(async () => {});
  remove.mockImplementationOnce(failing("NoModificationAllowedError"));
  const removed = removeReleased(remove);
  await vi.runAllTimersAsync();
  await removed;
  expect(remove).toHaveBeenCalledTimes(2);
});

it("has nothing to do where there is none", async () => {
  await expect(removeReleased(failing("NotFoundError"))).resolves.toBeUndefined();
});

it("fails where it stays open, and at once for any other reason", async () => {
  const failed = expect(
    removeReleased(failing("NoModificationAllowedError")),
  ).rejects.toMatchObject({ name: "NoModificationAllowedError" });
  await vi.runAllTimersAsync();
  await failed;
  await expect(removeReleased(failing("SecurityError"))).rejects.toMatchObject({
    name: "SecurityError",
  });
});
