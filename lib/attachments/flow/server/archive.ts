import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Upload, WantedUpload } from "../../core/upload.ts";
import type { Archive, UploadState } from "../../ports.ts";
import type { ArchiveServer } from "./archive-server.ts";
import { beginUpload } from "./begin-upload.ts";
import { cancelUpload } from "./cancel-upload.ts";
import { collectContents } from "./collect-contents.ts";
import { collectTogether } from "./collect-together.ts";
import { listFiles } from "./list-files.ts";
import { onePartAtATime } from "./one-part-at-a-time.ts";
import { type Received, receivePart, resumeUpload } from "./receive-part.ts";
import { removeFile } from "./remove-file.ts";
import { sweep } from "./sweep.ts";

/** The archive of the app's server: sealed files of inboxes, kept on an IPFS node. */
export function createArchive(server: ArchiveServer): Archive {
  const { records, staging } = server;
  const parts = onePartAtATime();
  const collect = collectTogether((cids) => collectContents(cids, server));
  let lookFrom: string | undefined;

  async function mustFind(inboxId: InboxId, id: string): Promise<Upload> {
    const upload = await records.findUpload(inboxId, id);
    if (upload) return upload;
    throw new ParleyError("archive.no-upload", "No such upload");
  }

  async function stateOf(upload: Upload): Promise<UploadState> {
    if (!upload.isDone) return toState(upload, await resumeUpload(upload, server));
    const file = await records.find(upload.inboxId, upload.cid);
    if (file) return { kind: "archived", file };
    throw new ParleyError("archive.no-upload", "What it brought was deleted since");
  }

  const receive = async (
    upload: Upload,
    offsetBytes: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<UploadState> =>
    toState(
      upload,
      await parts.run(upload.stagingKey, bytes, (stoppable) =>
        receivePart(upload, { bytes: stoppable, offsetBytes }, server),
      ),
    );

  return {
    limits: server.limits,
    ...(server.pinning && { serviceName: server.pinning.name }),
    begin: async (wanted: WantedUpload, bytes) => {
      const begun = await beginUpload(wanted, server);
      if (begun.kind === "archived") return begun;
      const { upload } = begun;
      // Who begins again has given up what is still under way.
      await parts.stop(upload.stagingKey);
      const isNew = (await staging.offsetOf(upload.stagingKey)) === 0;
      return isNew ? receive(upload, 0, bytes) : stateOf(upload);
    },
    look: async (inboxId, id) => stateOf(await mustFind(inboxId, id)),
    receive: async (inboxId, id, { offsetBytes, bytes }) => {
      const upload = await mustFind(inboxId, id);
      return upload.isDone ? stateOf(upload) : receive(upload, offsetBytes, bytes);
    },
    cancel: async (inboxId, id) => {
      const upload = await records.findUpload(inboxId, id);
      if (!upload) return;
      await parts.stop(upload.stagingKey);
      await cancelUpload(upload, server);
      // It may have been finished in the moment that it was cancelled.
      const now = await records.findUpload(inboxId, id);
      if (!upload.isDone && now?.isDone) await removeFile(inboxId, upload.cid, server, collect);
    },
    list: (inboxId, after) => listFiles(inboxId, after, server),
    find: (inboxId, cid) => records.find(inboxId, cid),
    remove: (inboxId, cid) => removeFile(inboxId, cid, server, collect),
    sweep: async () => {
      ({ lookFrom } = await sweep(server, collect, lookFrom));
    },
  };
}

function toState(upload: Upload, received: Received): UploadState {
  if (received.kind === "archived") return received;
  const { id, sizeBytes, expiresAtMs } = upload;
  return { kind: "open", place: { id, sizeBytes, expiresAtMs, offsetBytes: received.offsetBytes } };
}
