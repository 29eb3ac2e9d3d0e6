import { LATER, type Refusals } from "@/lib/http/server/answer.ts";

/** What is told of each error of the archive. */
export const ARCHIVE_REFUSALS: Refusals = {
  "archive.none": { status: 404, message: "This server archives nothing." },
  "archive.quota": { status: 413, message: "That is more than this inbox may archive." },
  "archive.too-large": { status: 413, message: "That is larger than it may be." },
  "archive.wrong-cid": {
    status: 422,
    message: "The bytes are not those of the CID. Nothing of them was kept.",
  },
  "archive.wrong-offset": {
    status: 409,
    message: "The upload stands at another offset.",
    tells: ["offset"],
  },
  "archive.no-upload": { status: 404, message: "There is no such upload, or it is over." },
  "archive.not-archived": { status: 404, message: "This inbox has no such file in the archive." },
  "archive.too-many": { status: 429, message: "Too many uploads, or requests, of one inbox." },
  "archive.no-node": { ...LATER, message: "The IPFS node does not answer." },
  "archive.storage-full": { status: 507, message: "There is no room left for it." },
  "archive.no-records": { ...LATER, message: "The database does not answer." },
};
