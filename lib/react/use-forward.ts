import { useCallback } from "react";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import type { FileToShip } from "@/lib/attachments/flow/ship-files.ts";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import {
  type MessageId,
  type ThreadKey,
  toWrittenFiles,
  type WrittenFiles,
  type WrittenText,
} from "@/lib/messaging/core/records.ts";
import { useParley } from "./parley-context.ts";

/** What of a message can be sent on: its words, or its files; `of` says where those inside of it are. */
export type Forwarded = {
  said: WrittenText | { type: "attachments"; files: readonly AttachedFile[] };
  of: MessageId | undefined;
};

export type Forwarding = {
  /** Whether files that came inside their message can be sent on: they have to lie somewhere then. */
  canArchive: boolean;
  /** Sends all of it, in its order, or nothing: then it gives why not. */
  forward: (thread: ThreadKey, all: readonly Forwarded[]) => Promise<ParleyError | undefined>;
};

type Ready = WrittenText | WrittenFiles | { type: "ship"; files: readonly FileToShip[] };

/** Sends on what messages say. Files stay where they lie; those inside of their message are archived. */
export function useForward(): Forwarding {
  const { messaging, loadShipping, archive } = useParley();
  const forward = useCallback(
    async (thread: ThreadKey, all: readonly Forwarded[]) => {
      const make = async ({ said, of }: Forwarded): Promise<Ready> => {
        if (said.type !== "attachments") return said;
        const lying = toWrittenFiles(said.files);
        if (lying) return lying;
        const bytes = of && (await messaging.readInlineFile(of));
        if (!bytes) throw new ParleyError("attachment.gone", "Its message is not here any more");
        return { type: "ship", files: said.files.flatMap((file) => toShip(file, bytes)) };
      };
      try {
        const ready = await Promise.all(all.map(make));
        const shipping = ready.some(({ type }) => type === "ship") && (await loadShipping());
        for (const each of ready) {
          if (each.type !== "ship") messaging.write(thread, each);
          else if (shipping) shipping.ship(thread, each.files);
        }
        return undefined;
      } catch (thrown) {
        return toParleyError(thrown);
      }
    },
    [messaging, loadShipping],
  );
  return { canArchive: archive !== undefined, forward };
}

/** As it came: nobody here decides what of somebody else's picture is left out. */
function toShip(file: AttachedFile, bytes: Uint8Array): FileToShip[] {
  if (file.kind !== "inline") return [];
  const { mimeType, fileName = "" } = file;
  const blob = new Blob([Uint8Array.from(bytes)], { type: mimeType });
  return [{ file: blob, fileName, mimeType, picture: "original" }];
}
