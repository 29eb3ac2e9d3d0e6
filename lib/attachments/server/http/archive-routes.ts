import { ParleyError } from "@/lib/errors/base.ts";
import { answer, answerNothing, refuseBy } from "@/lib/http/server/answer.ts";
import { limitBy, limitClients } from "@/lib/http/server/limit.ts";
import { requireOwnOrigin } from "@/lib/http/server/own-origin.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Archive } from "../../ports.ts";
import { fileJson, stateJson, toCursor } from "./archive-json.ts";
import { bodyBytes } from "./body-bytes.ts";
import { readCid, readCursor, readId, readOffset, readWanted } from "./read-query.ts";
import { ARCHIVE_REFUSALS } from "./refusals.ts";

/** `app/api/archive/…`, one route each. `name` is the last part of the address. */
export type ArchiveRoutes = {
  list(request: Request): Promise<Response>;
  begin(request: Request): Promise<Response>;
  look(request: Request, name: string): Promise<Response>;
  receive(request: Request, name: string): Promise<Response>;
  cancel(request: Request, name: string): Promise<Response>;
  find(request: Request, name: string): Promise<Response>;
  remove(request: Request, name: string): Promise<Response>;
};

export type ArchiveRoutesOptions = {
  /** Opened by the first request. Fails with `archive.none` where nothing is archived. */
  archive: () => Promise<Archive>;
  /** Whose session a request has. */
  whoAsks: (request: Request) => Promise<InboxId | undefined>;
  origin: string;
  proxyHops: number;
  nowMs: () => number;
};

/** A file of 100 MB is some dozen requests, a list of files few. */
const INBOX_LIMIT = { burst: 300, perSecond: 5 };
/** Many people may share one address. */
const CLIENT_LIMIT = { burst: 900, perSecond: 15 };

type Asked = { request: Request; inboxId: InboxId; archive: Archive; name: string };

/** The archive of the app's server over HTTP. Every answer is JSON, every refusal has a code. */
export function createArchiveRoutes(options: ArchiveRoutesOptions): ArchiveRoutes {
  const { origin, nowMs } = options;
  const limitAddress = limitClients({ ...options, limit: CLIENT_LIMIT });
  const limitInbox = limitBy({ limit: INBOX_LIMIT, nowMs, code: "archive.too-many" });
  const refuse = refuseBy(ARCHIVE_REFUSALS, "the archive");

  /** What changes something is asked by this site's own pages. */
  const route =
    (kind: "reads" | "changes", handle: (asked: Asked) => Promise<Response>) =>
    async (request: Request, name = ""): Promise<Response> => {
      try {
        limitAddress(request);
        if (kind === "changes") requireOwnOrigin(request, origin);
        const inboxId = await options.whoAsks(request);
        if (!inboxId) throw new ParleyError("session.none", "Not signed in");
        limitInbox(inboxId);
        const archive = await options.archive();
        return await handle({ request, inboxId, archive, name });
      } catch (error) {
        return refuse(error);
      }
    };

  return {
    list: route("reads", async ({ request, inboxId, archive }) => {
      const { usedBytes, files, next } = await archive.list(inboxId, readCursor(request));
      const { quotaBytes, maxFileBytes } = archive.limits;
      return answer({
        usage: { usedBytes, quotaBytes, maxFileBytes },
        files: files.map((file) => fileJson(file, archive.serviceName)),
        ...(next && { next: toCursor(next) }),
      });
    }),
    begin: route("changes", async ({ request, inboxId, archive }) => {
      const wanted = { inboxId, ...readWanted(request) };
      const state = await archive.begin(wanted, bodyBytes(request));
      return answer(stateJson(state, archive.serviceName), { status: 201 });
    }),
    look: route("reads", async ({ inboxId, archive, name }) =>
      answer(stateJson(await archive.look(inboxId, readId(name)), archive.serviceName)),
    ),
    receive: route("changes", async ({ request, inboxId, archive, name }) => {
      const part = { offsetBytes: readOffset(request), bytes: bodyBytes(request) };
      const state = await archive.receive(inboxId, readId(name), part);
      return answer(stateJson(state, archive.serviceName));
    }),
    cancel: route("changes", async ({ inboxId, archive, name }) => {
      await archive.cancel(inboxId, readId(name));
      return answerNothing();
    }),
    find: route("reads", async ({ inboxId, archive, name }) => {
      const file = await archive.find(inboxId, readCid(name));
      if (!file) throw new ParleyError("archive.not-archived", "Not of this inbox");
      return answer({ file: fileJson(file, archive.serviceName) });
    }),
    remove: route("changes", async ({ inboxId, archive, name }) => {
      await archive.remove(inboxId, readCid(name));
      return answerNothing();
    }),
  };
}
