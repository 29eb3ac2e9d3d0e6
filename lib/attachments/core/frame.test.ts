import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesField, concat, varintField } from "@/lib/protobuf/core/protobuf.ts";
import { frameHead, readFrame } from "./frame.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const typeOf = (name: string) =>
  bytesField(
    1,
    concat([bytesField(1, utf8("xmtp.org")), bytesField(2, utf8(name)), varintField(3, 1)]),
  );

describe("what is sealed", () => {
  it("gives back name, type and bytes, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
        fc.uint8Array({ maxLength: 300 }),
        (fileName, bytes) => {
          const head = frameHead({ fileName, mimeType: "a/b", contentBytes: bytes.length });
          expect(readFrame(concat([head, bytes]))).toEqual({
            fileName,
            mimeType: "a/b",
            content: bytes,
          });
        },
      ),
    );
  });

  it("says how it is compressed", () => {
    const gzip = concat([typeOf("attachment"), varintField(5, 1), bytesField(4, utf8("x"))]);
    expect(readFrame(gzip)).toMatchObject({ compression: "gzip" });
  });

  it.each([
    ["another type", concat([typeOf("text"), bytesField(4, utf8("x"))])],
    ["nothing", new Uint8Array()],
    ["an unknown compression", concat([typeOf("attachment"), varintField(5, 7)])],
    ["cut short", frameHead({ fileName: "a", mimeType: "b", contentBytes: 5 })],
    [
      "a length beyond all",
      concat([typeOf("attachment"), Uint8Array.of(34, 255, 255, 255, 255, 127)]),
    ],
  ])("is forged when it is %s", (_, bytes) => {
    expect(() => readFrame(bytes)).toThrow(expect.objectContaining({ code: "attachment.forged" }));
  });

  it("reads or refuses any bytes, and does nothing else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const whole = concat([typeOf("attachment"), bytes]);
        try {
          expect(readFrame(whole).content.length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toMatchObject({ code: "attachment.forged" });
        }
      }),
    );
  });
});
