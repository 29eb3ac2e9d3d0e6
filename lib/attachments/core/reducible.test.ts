import { describe, expect, it } from "vitest";
import { LARGEST_REDUCED_BYTES, reducible } from "./reducible.ts";

const of = (mimeType: string, fileName = "", sizeBytes = 1) =>
  reducible({ mimeType, fileName, sizeBytes });

describe("a chosen file", () => {
  it("is promised to lose its place only where every browser can take it out", () => {
    for (const kind of ["jpeg", "png", "gif", "webp", "avif", "bmp"])
      expect(of(`image/${kind}`)).toBe("sure");
    for (const kind of ["heic", "heif", "tiff", "jxl", "x-canon-cr3"])
      expect(of(`image/${kind}`)).toBe("unsure");
    expect(of("image/jpeg", "", LARGEST_REDUCED_BYTES + 1)).toBe("unsure");
  });

  it("is known by its name where the system says no type", () => {
    expect(of("", "IMG_1.JPG")).toBe("sure");
    expect(of("", "IMG_1.HEIC")).toBe("unsure");
    expect(of("", "notes.txt")).toBeUndefined();
    expect(of("", "jpg")).toBeUndefined();
  });

  it("is no camera's when it is a drawing, an icon or no picture", () => {
    for (const type of ["image/svg+xml", "image/x-icon", "video/mp4", "application/pdf"])
      expect(of(type, "a.jpg")).toBeUndefined();
  });
});
