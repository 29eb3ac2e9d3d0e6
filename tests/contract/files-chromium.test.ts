import { afterAll, beforeAll } from "vitest";
import { type FilesInChromium, filesInChromium, filesOf } from "@/tests/files-page/in-chromium.ts";
import { filesContract } from "./files-contract.ts";

let world: FilesInChromium;
beforeAll(async () => {
  world = await filesInChromium();
  const archiveGatewayUrl = world.gateway.url;
  await world.page.evaluate((settings) => window.files.start(settings), {
    gatewayUrls: [],
    archiveGatewayUrl,
  });
}, 60_000);
afterAll(() => world.close());

filesContract("Files in Chromium", () => ({
  ...filesOf(world.page),
  urlOf: (cid) => `${world.gateway.url}/ipfs/${cid}`,
}));
