import { expect, it } from "vitest";
import { withType } from "./with-type.ts";

it("says by its ending what a picture became", () => {
  expect(withType("screen.png", "image/jpeg")).toBe("screen.jpg");
  expect(withType("IMG_1.JPG", "image/jpeg")).toBe("IMG_1.JPG");
  expect(withType("photo", "image/jpeg")).toBe("photo.jpg");
  expect(withType("notes.txt", "text/plain")).toBe("notes.txt");
});
