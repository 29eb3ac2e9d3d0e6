import { ParleyError } from "@/lib/errors/base.ts";
import type { Upload } from "../../core/upload.ts";
import type { ArchivedContent, StagedPart } from "../../ports.ts";
import type { ArchiveServer } from "./archive-server.ts";
import { finishUpload } from "./finish-upload.ts";

/** Where an upload stands after a part of it. */
export type Received =
  | { kind: "open"; offsetBytes: number }
  | { kind: "archived"; file: ArchivedContent };

export type Part = { bytes: AsyncIterable<Uint8Array>; offsetBytes: number };

/**
 * Takes the next part of an upload; the last one finishes it. What arrived of a part that broke off
 * counts. Fails with `archive.wrong-offset` (fact `offset`: the right one), `archive.too-large` for
 * more than was announced, and as `finishUpload` does.
 */
export async function receivePart(
  upload: Upload,
  { bytes, offsetBytes }: Part,
  server: ArchiveServer,
): Promise<Received> {
  const { staging } = server;
  const offset = await staging.offsetOf(upload.stagingKey);
  if (offset !== offsetBytes) {
    throw new ParleyError("archive.wrong-offset", `It stands at ${offset}`, { facts: { offset } });
  }
  const maxBytes = upload.sizeBytes - offsetBytes;
  const part = await staging.write(upload.stagingKey, bytes, { offsetBytes, maxBytes });
  requireNoMore(part);
  return finishWhenWhole(upload, part.offsetBytes, server);
}

/** For who asks where it stands, which may be at its end: the answer to the last part was lost. */
export async function resumeUpload(upload: Upload, server: ArchiveServer): Promise<Received> {
  return finishWhenWhole(upload, await server.staging.offsetOf(upload.stagingKey), server);
}

async function finishWhenWhole(
  upload: Upload,
  offsetBytes: number,
  server: ArchiveServer,
): Promise<Received> {
  if (offsetBytes < upload.sizeBytes) return { kind: "open", offsetBytes };
  return { kind: "archived", file: await finishUpload(upload, server) };
}

function requireNoMore({ end }: StagedPart): void {
  if (end !== "over") return;
  throw new ParleyError("archive.too-large", "More arrived than was announced");
}
