import { expect, it } from "vitest";
import { toShip } from "./to-ship.ts";

it("never lets a picture go as it is because its system said no type", () => {
  for (const mimeType of ["", "image/gif", "image/heic", "application/octet-stream"]) {
    const chosen = { id: "1", file: new Blob(["x"]), fileName: "a", mimeType };
    expect(toShip(chosen, "reduced").picture).toBe("reduced");
    expect(toShip(chosen, "original").picture).toBe("original");
  }
});
