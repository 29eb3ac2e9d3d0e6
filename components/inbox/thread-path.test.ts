import { expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { threadTarget } from "../shell/thread-target.ts";
import { threadPath } from "./thread-path.ts";

const self = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
const address = parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045");
const inboxId = "0f".repeat(32) as InboxId;

type Row = Pick<InboxRow, "key" | "peer">;
const rows: [string, Row, object][] = [
  ["a DM", { key: `dm:${inboxId}`, peer: { inboxId, address } }, { kind: "address", address }],
  [
    "a DM with nobody knows whom",
    { key: `dm:${inboxId}` },
    { kind: "thread", key: `dm:${inboxId}` },
  ],
  [
    "a group",
    { key: `group:${"9a".repeat(16)}` },
    { kind: "thread", key: `group:${"9a".repeat(16)}` },
  ],
];

it.each(rows)("leads to a page that opens %s again", (_, row, target) => {
  const [, route, name = ""] = threadPath(row).split("/");
  const params = route === "g" ? { id: name } : { address: name };
  expect(threadTarget(params, self)).toEqual(target);
});
