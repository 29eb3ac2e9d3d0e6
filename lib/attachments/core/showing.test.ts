import { describe, expect, it } from "vitest";
import { isDisguised, isProgram, viewerOf } from "./showing.ts";

const said = (mimeType: string) => ({ kind: "inline", mimeType, sizeBytes: 1 }) as const;

describe("what can be looked at", () => {
  it.each([
    ["image/png", "a.png", "image"],
    ["image/svg+xml", "a.svg", undefined],
    ["image/heic", "a.heic", undefined],
    ["video/mp4", "a.mp4", "video"],
    ["audio/ogg", "a.ogg", "audio"],
    ["application/pdf", "a.pdf", "pdf"],
    ["text/plain", "notes.txt", "text"],
    ["text/plain", "page.html", undefined],
    ["text/plain", "run.SH ", undefined],
    ["text/html", undefined, undefined],
    ["application/octet-stream", "a.png", undefined],
  ])("%s called %s: %s", (type, name, viewer) => {
    expect(viewerOf(type, name)).toBe(viewer);
  });
});

it.each([
  ["text/plain", "photo.jpg.exe", true],
  ["application/zip", "app.apk", true],
  ["image/svg+xml", "drawing", true],
  ["application/zip", "photos.zip", false],
  ["image/png", "photo.png", false],
])("a %s called %s is a program: %s", (type, name, is) => {
  expect(isProgram(type, name)).toBe(is);
});

it.each([
  ["image/png", "image/jpeg", false],
  ["image/png", "application/octet-stream", true],
  ["image/png", "application/pdf", true],
  ["application/pdf", "application/x-msdownload", true],
  ["audio/webm", "video/webm", false],
  ["text/csv", "text/plain", false],
  ["application/zip", "application/zip", false],
])("what is said to be %s and is %s is in disguise: %s", (saidType, found, is) => {
  expect(isDisguised(said(saidType), found)).toBe(is);
});
