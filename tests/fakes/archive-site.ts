import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Limits } from "@/lib/attachments/core/upload.ts";
import { createArchive } from "@/lib/attachments/flow/server/archive.ts";
import type { ArchiveServer } from "@/lib/attachments/flow/server/archive-server.ts";
import type { Archive } from "@/lib/attachments/ports.ts";
import {
  type ArchiveRoutes,
  createArchiveRoutes,
} from "@/lib/attachments/server/http/archive-routes.ts";
import type { OpenedRecords } from "@/lib/attachments/server/records/open-records.ts";
import { stagingFolder } from "@/lib/attachments/server/staging/staging-folder.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { cidOf, MemoryIpfsNode } from "./memory-ipfs-node.ts";

export const ARCHIVE_ORIGIN = "https://parley.example.org";

const MIB = 1024 * 1024;

/** A file as a browser has it sealed. */
export type Sealed = { id: string; cid: string; bytes: Uint8Array<ArrayBuffer> };

export async function sealedFile(sizeBytes: number): Promise<Sealed> {
  const bytes = new Uint8Array(randomBytes(sizeBytes));
  return { id: randomUUID(), cid: await cidOf(bytes), bytes };
}

type Given = {
  inbox?: InboxId | undefined;
  body?: BodyInit | ReadableStream | undefined;
  headers?: Record<string, string>;
};

/** An app's server that archives on a node in memory, with records that the test opened. */
export class ArchiveSite {
  readonly node = new MemoryIpfsNode();
  readonly folder = mkdtempSync(path.join(tmpdir(), "parley-archive-"));
  nowMs = Date.UTC(2026, 10, 24, 12);
  readonly server: ArchiveServer;
  readonly archive: Archive;
  readonly routes: ArchiveRoutes;

  constructor(
    opened: Pick<OpenedRecords, "records" | "locks">,
    limits: Limits = { quotaBytes: 10 * MIB, maxFileBytes: 5 * MIB },
    change: Partial<ArchiveServer> = {},
  ) {
    const nowMs = () => this.nowMs;
    this.server = {
      ...opened,
      staging: stagingFolder(this.folder),
      node: this.node,
      limits,
      nowMs,
      newKey: randomUUID,
      ...change,
    };
    this.archive = createArchive(this.server);
    this.routes = createArchiveRoutes({
      archive: async () => this.archive,
      // A session, as far as the archive knows one.
      whoAsks: async ({ headers }) => (headers.get("cookie") ?? undefined) as InboxId | undefined,
      origin: ARCHIVE_ORIGIN,
      proxyHops: 1,
      nowMs,
    });
  }

  ask(
    route: keyof ArchiveRoutes,
    address: string,
    { inbox, body, headers = {} }: Given = {},
  ): Promise<Response> {
    const name = /^\/[^/?]+\/([^?]+)/.exec(address)?.[1] ?? "";
    const method = { begin: "POST", receive: "PATCH", cancel: "DELETE", remove: "DELETE" };
    const request = new Request(`${ARCHIVE_ORIGIN}/api/archive${address}`, {
      method: route in method ? method[route as keyof typeof method] : "GET",
      headers: { origin: ARCHIVE_ORIGIN, ...(inbox && { cookie: inbox }), ...headers },
      ...(body !== undefined && { body, duplex: "half" }),
    });
    return this.routes[route](request, name);
  }

  begin(inbox: InboxId | undefined, { id, cid, bytes }: Sealed, body?: Given["body"]) {
    const address = `/uploads?id=${id}&cid=${cid}&size=${bytes.length}`;
    return this.ask("begin", address, { inbox, body });
  }

  receive(inbox: InboxId, { id }: Sealed, offset: number, body: Given["body"]) {
    return this.ask("receive", `/uploads/${id}?offset=${offset}`, { inbox, body });
  }

  /** What lies on the disk of files that are on their way. */
  staged(): readonly string[] {
    return readdirSync(this.folder);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function inboxNamed(name: string): InboxId {
  return Buffer.from(name).toString("hex").padEnd(64, "0") as InboxId;
}
