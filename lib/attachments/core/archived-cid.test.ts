import { expect, it } from "vitest";
import { archivedCid } from "./archived-cid.ts";

const CID = "bafkreib2zlrwqn4gvzvyfgbdaw2lzm3rnwlamdq3hnz6pbnjmqdsnuyzfm";

it.each([
  [`https://archive.example/ipfs/${CID}`, CID],
  [`http://localhost:5560/ipfs/${CID}`, CID],
  [`https://files.example/${CID}`, undefined],
  [`https://archive.example/ipfs/${CID}/more`, undefined],
  ["https://archive.example/ipfs/../api/session", undefined],
  ["no link", undefined],
])("of %s it is %s", (link, cid) => expect(archivedCid(link)).toBe(cid));
