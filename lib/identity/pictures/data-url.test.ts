import { expect, it } from "vitest";
import { readDataUrl } from "./data-url.ts";

const textOf = (url: string) => {
  const bytes = readDataUrl(url);
  return bytes && new TextDecoder().decode(bytes);
};

it("reads what a data URL holds, encoded either way", () => {
  expect(textOf("data:image/svg+xml,%3Csvg%2F%3E")).toBe("<svg/>");
  expect(textOf("data:image/svg+xml;utf8,<svg fill='%23fff'/>")).toBe("<svg fill='#fff'/>");
  expect(textOf("data:image/svg+xml;base64,PHN2Zy8+")).toBe("<svg/>");
  expect(textOf("data:application/json;charset=utf-8;base64,e30=")).toBe("{}");
});

it("reads nothing in what is none", () => {
  for (const url of ["https://a.test/,", "data:image/png", "data:;base64,*", "data:,%"])
    expect(readDataUrl(url)).toBeUndefined();
});
