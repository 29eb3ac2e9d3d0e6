import type { ArchivedFile } from "./attachment.ts";

/** How an own file is kept, by the word of the server that keeps it. */
export type Keeping =
  | { kind: "noArchive" | "notArchived" | "lost" }
  | { kind: "elsewhere"; host: string }
  | { kind: "onNode"; copies: number }
  | { kind: "onNodeAndPinned"; copies: number; services: readonly string[] }
  | { kind: "onlyPinned"; services: readonly string[] };

/**
 * Only what is there counts: a copy that is waited for, or that failed, is none. `archiveHost`: where
 * this Parley gives what it has archived; undefined where it has no archive at all.
 */
export function keepingOf(
  file: Pick<ArchivedFile, "copies"> | undefined,
  { link, archiveHost }: { link: string; archiveHost: string | undefined },
): Keeping {
  if (archiveHost === undefined) return { kind: "noArchive" };
  if (!file) {
    const host = /^https?:\/\/([^/?#]+)/.exec(link)?.[1];
    return host && host !== archiveHost ? { kind: "elsewhere", host } : { kind: "notArchived" };
  }
  const copies = file.copies.filter((copy) => copy.kind === "node").length;
  const services = file.copies.flatMap((copy) =>
    copy.kind === "service" && copy.status === "pinned" ? copy.name : [],
  );
  if (copies === 0)
    return services.length > 0 ? { kind: "onlyPinned", services } : { kind: "lost" };
  return services.length > 0
    ? { kind: "onNodeAndPinned", copies, services }
    : { kind: "onNode", copies };
}
