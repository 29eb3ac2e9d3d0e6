import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { expect, it } from "vitest";
import sending from "@/lib/i18n/en/sending.json" with { type: "json" };
import { WhatIsTold } from "./what-is-told.tsx";

function told(...types: string[]): string {
  const files = types.map((mimeType, index) => {
    const [type = "", fileName = ""] = mimeType.split(" ");
    return { id: `${index}`, file: new Blob(["x"]), fileName, mimeType: type };
  });
  return renderToStaticMarkup(
    <IntlProvider locale="en" messages={{ sending } as never} timeZone="UTC">
      <WhatIsTold files={files} pictures="reduced" choosePictures={() => undefined} />
    </IntlProvider>,
  );
}

const { reducedMeans, reducedPerhaps } = sending.pictures;

it("promises of pictures what is kept in every browser, and no more", () => {
  expect(told("image/jpeg")).toContain(reducedMeans);
  expect(told("image/gif")).toContain(reducedMeans);
  expect(told("image/jpeg", "image/gif")).not.toContain(reducedPerhaps);
  for (const other of ["image/heic", "image/tiff", " IMG_1.HEIC"]) {
    expect(told("image/jpeg", other)).toContain(reducedPerhaps);
  }
  expect(told("application/pdf", " notes.txt")).toBe("");
});

it("says that videos keep what their camera wrote", () => {
  expect(told("video/mp4")).toContain(sending.tray.videos);
  expect(told(" IMG_2.MOV")).toContain(sending.tray.videos);
  expect(told("image/jpeg")).not.toContain(sending.tray.videos);
});
