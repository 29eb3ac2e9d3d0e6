import { Script } from "node:vm";
import { expect, it } from "vitest";
import { viewerFile } from "./viewer-files.ts";

it("sends the frame and its parts, and nothing by any other name", async () => {
  expect((await viewerFile("page"))?.body).toContain("/api/viewer/frame.js");
  for (const name of ["frame.js", "frame.css", "pdf.js"])
    expect((await viewerFile(name))?.body.length).toBeGreaterThan(500);
  for (const name of ["", "constructor", "../package.json", "pdf.min.mjs"])
    expect(await viewerFile(name)).toBeUndefined();
});

it("gives PDF.js's worker as a script that is no module", async () => {
  const { body = "" } = (await viewerFile("pdf.worker.js")) ?? {};
  const text = JSON.parse(body.replace(/^export default /, "").replace(/;$/, ""));
  expect(() => new Script(text)).not.toThrow();
  expect(text).toContain("WorkerMessageHandler");
});
