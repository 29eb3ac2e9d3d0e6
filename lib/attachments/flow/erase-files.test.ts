import { expect, it } from "vitest";
import { eraseFiles } from "./erase-files.ts";

it("erases the others where one can't be, and says how many stay", async () => {
  const archived = new Set(["one", "two", "three"]);
  const remove = async (cid: string) => {
    if (cid === "one") throw new Error("out of reach");
    archived.delete(cid);
  };
  expect(await eraseFiles({ remove }, [...archived])).toBe(1);
  expect([...archived]).toEqual(["one"]);
});
