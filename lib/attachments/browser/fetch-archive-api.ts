import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { ArchiveUsage } from "../core/attachment.ts";
import { parseArchivedFile } from "../core/upload-answer.ts";
import type { ArchiveApi } from "../ports.ts";

/** The server may ask its IPFS node before it answers. */
const DEADLINE_MS = 15_000;

type Fetch = (path: string, init: RequestInit) => Promise<Response>;
type Answer = Record<string, unknown>;

/** Asks the server that this page came from; its session is the caller's to open. */
export function fetchArchiveApi(send: Fetch = (path, init) => fetch(path, init)): ArchiveApi {
  async function ask(method: string, path: string): Promise<Answer> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await send(`/api/archive${path}`, { method, signal }).catch(notReached);
    if (response.status === 204) return {};
    const answer: unknown = await response.json().catch(notReached);
    if (typeof answer !== "object" || answer === null) return notReached(answer);
    if (response.ok) return answer as Answer;
    const { error } = answer as { error?: { code?: ErrorCode; message?: string } };
    if (typeof error?.code !== "string") return notReached(answer);
    throw new ParleyError(error.code, error.message ?? "The archive refused");
  }

  return {
    async list(after) {
      const query = after === undefined ? "" : `?${new URLSearchParams({ after })}`;
      const { usage, files, next } = await ask("GET", query);
      if (!isUsage(usage) || !Array.isArray(files)) return notReached("no list");
      return {
        usage,
        files: files.map(parseArchivedFile),
        ...(typeof next === "string" && { next }),
      };
    },
    async find(cid) {
      try {
        const { file } = await ask("GET", `/files/${cid}`);
        return file ? parseArchivedFile(file as Answer) : undefined;
      } catch (error) {
        if (error instanceof ParleyError && error.code === "archive.not-archived") return undefined;
        throw error;
      }
    },
    async remove(cid) {
      await ask("DELETE", `/files/${cid}`).catch((error: unknown) => {
        // Somebody did so before: another tab, another device.
        if (!(error instanceof ParleyError) || error.code !== "archive.not-archived") throw error;
      });
    },
  };
}

function isUsage(value: unknown): value is ArchiveUsage {
  const { usedBytes, quotaBytes, maxFileBytes } = (value ?? {}) as Record<string, unknown>;
  return [usedBytes, quotaBytes, maxFileBytes].every(Number.isSafeInteger);
}

/** Nothing, or an answer of something in between that is not the server. */
function notReached(cause: unknown): never {
  throw new ParleyError("archive.unreachable", "The archive gave no answer of its own", { cause });
}
