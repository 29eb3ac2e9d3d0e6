import fc from "fast-check";
import { expect, it } from "vitest";
import {
  ARCHIVE_START_BYTES,
  archiveHeader,
  archiveHeaderBytes,
  archiveParts,
} from "./archive-file.ts";

it("finds each part of a file again", () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(parts, (written) => {
      const header = archiveHeader(written.map(({ length }) => length));
      const file = new Uint8Array([...header, ...written.flatMap((part) => [...part])]);
      const headerBytes = archiveHeaderBytes(file.subarray(0, ARCHIVE_START_BYTES));
      expect(headerBytes).toBe(header.length);
      const places = archiveParts(file.subarray(0, headerBytes));
      expect(places.map(({ start, end }) => file.slice(start, end))).toEqual(written);
      expect(places.at(-1)?.end).toBe(file.length);
    }),
  );
});

it("takes no other file for an archive", () => {
  const start = archiveHeader([1]).slice(0, ARCHIVE_START_BYTES);
  const empty = archiveHeader([]);
  const other = start.with(0, 0);
  const endless = start.with(8, 0xff);
  for (const file of [new Uint8Array(), start.slice(0, 11), empty, other, endless])
    expect(archiveHeaderBytes(file)).toBeUndefined();
});
