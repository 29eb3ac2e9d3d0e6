import type { ArchivedFile } from "../../core/attachment.ts";
import { readSealed } from "../sealed-store.ts";
import type { TaskContext } from "../serve-task.ts";
import { pauseOrOnline } from "./pause.ts";
import { sendByXhr } from "./send-part.ts";
import { abandonUpload, uploadFile } from "./upload-file.ts";

export type UploadOrder =
  | {
      verb: "upload";
      id: string;
      networkName: string;
      file: { key: string; cid: string; sealedBytes: number };
      /** The sealed bytes, when they are not on the disk. */
      bytes: Blob | undefined;
    }
  | { verb: "abandon"; id: string };

export async function runUpload(
  order: UploadOrder,
  context: TaskContext,
): Promise<ArchivedFile | undefined> {
  const uploading = { ...context, send: sendByXhr, pause: pauseOrOnline };
  if (order.verb === "abandon") {
    await abandonUpload(order.id, uploading);
    return undefined;
  }
  const { id, networkName, file } = order;
  const bytes = order.bytes ?? (await readSealed(networkName, file));
  return uploadFile({ id, cid: file.cid, bytes }, uploading);
}
