"use client";

import { useCallback, useEffect, useState } from "react";
import type { OwnFile, OwnFiles } from "@/lib/attachments/flow/own-archive.ts";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import { useParley } from "./parley-context.ts";

export type { OwnFile };

/** What of files this Parley takes; undefined where there is no archive. */
export function useArchiveLimit(): { maxFileBytes: number } | undefined {
  return useParley().archive;
}

/** How much room is left in one's archive; undefined until the server has said it. */
export function useArchiveUsage(): OwnFiles["usage"] | undefined {
  const { loadArchive } = useParley();
  const [usage, setUsage] = useState<OwnFiles["usage"]>();
  useEffect(() => {
    let isOver = false;
    loadArchive()
      .then((archive) => archive.list())
      .then(
        (page) => isOver || setUsage(page.usage),
        // What does not fit is said by the server, then.
        () => undefined,
      );
    return () => {
      isOver = true;
    };
  }, [loadArchive]);
  return usage;
}

export type OwnArchiveBinding = {
  status: "loading" | "ready" | "failed";
  usage: OwnFiles["usage"] | undefined;
  files: readonly OwnFile[];
  hasMore: boolean;
  error: ParleyError | undefined;
  reload: () => void;
  loadMore: () => void;
  /** Fails with the codes of the archive. */
  remove: (cid: string) => Promise<void>;
};

type Loaded = { pages: OwnFiles | undefined; error?: ParleyError };

/** What one has archived, a page at a time. */
export function useOwnArchive(): OwnArchiveBinding {
  const { loadArchive } = useParley();
  const [{ pages, error }, setLoaded] = useState<Loaded>({ pages: undefined });

  const load = useCallback(
    async (after?: string) => {
      try {
        const page = await (await loadArchive()).list(after);
        setLoaded((now) => ({ pages: after === undefined ? page : joined(now.pages, page) }));
      } catch (thrown) {
        setLoaded((now) => ({ ...now, error: toParleyError(thrown) }));
      }
    },
    [loadArchive],
  );
  useEffect(() => void load(), [load]);

  return {
    status: error ? "failed" : pages ? "ready" : "loading",
    usage: pages?.usage,
    files: pages?.files ?? [],
    hasMore: pages?.next !== undefined,
    error,
    reload: () => {
      setLoaded({ pages: undefined });
      void load();
    },
    loadMore: () => void load(pages?.next),
    remove: async (cid) => {
      await (await loadArchive()).remove(cid);
      setLoaded((now) => ({ pages: now.pages && without(now.pages, cid) }));
    },
  };
}

function joined(before: OwnFiles | undefined, page: OwnFiles): OwnFiles {
  return { ...page, files: [...(before?.files ?? []), ...page.files] };
}

function without({ usage, files, ...rest }: OwnFiles, cid: string): OwnFiles {
  const gone = files.find((file) => file.cid === cid);
  const usedBytes = Math.max(0, usage.usedBytes - (gone?.sizeBytes ?? 0));
  return { ...rest, usage: { ...usage, usedBytes }, files: files.filter((file) => file !== gone) };
}
