import { createStore } from "zustand/vanilla";
import type { FileCopy } from "@/lib/attachments/core/attachment.ts";
import { rowState, type ShippedFile, toPendingContent } from "@/lib/attachments/core/shipment.ts";
import type { OwnArchive, OwnFile } from "@/lib/attachments/flow/own-archive.ts";
import type { Shipping } from "@/lib/attachments/flow/ship-files.ts";
import type { ShippingView, ShownShipment } from "@/lib/attachments/flow/shipping-view.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { MY_INBOX, threadOf } from "./fixtures.ts";

const MB = 1_000_000;
const thread = threadOf([]).key;

function sealed(sealedBytes: number) {
  const secrets = { contentDigest: "", secret: "", salt: "", nonce: "" };
  return { key: "k", cid: "bafkrei", sealedBytes, preview: {}, ...secrets };
}

function file(about: Partial<ShippedFile>): ShippedFile {
  return {
    id: `f${Math.random()}`,
    fileName: "Harbour survey, second half, with soundings.pdf",
    mimeType: "application/pdf",
    sizeBytes: 48 * MB,
    stage: { kind: "chosen" },
    ...about,
  };
}

function shipment(key: string, files: ShippedFile[], more: Partial<ShownShipment> = {}) {
  const base = { key, thread, startedAtMs: Date.now(), files, isWritten: false };
  return { ...base, isElsewhere: false, isHeld: false, ...more };
}

const SHIPMENTS: ShownShipment[] = [
  shipment("failed", [
    file({ stage: { kind: "failed", reason: "archive.quota", sealed: sealed(48 * MB) } }),
  ]),
  shipment("lost", [
    file({
      fileName: "quay.jpg",
      mimeType: "image/jpeg",
      stage: { kind: "archived", sealed: sealed(2 * MB) },
    }),
    file({
      fileName: "A very long name of a film that somebody made on a quiet morning.mov",
      mimeType: "video/quicktime",
      stage: { kind: "failed", reason: "attachment.not-ready" },
    }),
  ]),
  shipment("held", [file({ stage: { kind: "sealed", sealed: sealed(48 * MB) } })], {
    isHeld: true,
  }),
  shipment("several", [
    file({
      fileName: "quay.jpg",
      mimeType: "image/jpeg",
      stage: { kind: "archived", sealed: sealed(2 * MB) },
    }),
    file({ stage: { kind: "uploading", sealed: sealed(48 * MB), fraction: 0.25 } }),
    file({
      fileName: "notes.txt",
      mimeType: "text/plain",
      sizeBytes: 900,
      stage: { kind: "sealing", fraction: 0.5 },
    }),
  ]),
  shipment("voice", [
    file({
      mimeType: "audio/webm",
      sizeBytes: 90_000,
      preview: { durationMs: 12_400, waveform: [1, 9, 30] },
      stage: { kind: "uploading", sealed: sealed(90_000), fraction: 0.6 },
    }),
  ]),
];

export function galleryShipments(): TimelineItem[] {
  return SHIPMENTS.map((each) => ({
    kind: "message",
    key: each.key,
    mine: true,
    senderInboxId: MY_INBOX,
    content: toPendingContent(each) as never,
    sentAtMs: Date.now(),
    state: rowState(each, each.isHeld),
    opensGroup: true,
    closesGroup: true,
  }));
}

export function galleryShipping(): Shipping {
  const store = createStore<ShippingView>(() => ({ shipments: SHIPMENTS }));
  const nothing = () => undefined;
  const verbs = { retry: nothing, sendOriginals: nothing, cancel: nothing, blobOf: nothing };
  return { store, show: nothing, ship: nothing, ...verbs };
}

const FILES: OwnFile[] = [
  {
    fileName: "Harbour survey, second half, with all the soundings of 2026.pdf",
    mimeType: "application/pdf",
    size: 48.2,
  },
  { fileName: "quay.jpg", mimeType: "image/jpeg", size: 2.1 },
  { fileName: "voice-2026-11-28-2130.webm", mimeType: "audio/webm", size: 0.09 },
  { size: 97.4 },
].map(({ size, ...name }, index) => ({
  ...name,
  cid: `bafkrei${"hfjq2m5cznkq4v7p3s6t".repeat(3).slice(index)}`,
  sizeBytes: size * MB,
  archivedAtMs: Date.now() - index * 3e8,
  copies: [{ kind: "node" }, ...copiesAt(index)],
}));

function copiesAt(index: number): FileCopy[] {
  const status = (["pinned", "pinning", "failed"] as const)[index];
  return status ? [{ kind: "service", name: "Pinata", status }] : [];
}

/** By the scene's name: `files`, `files-empty`, `files-error`. */
export function galleryArchive(scene: string): OwnArchive {
  const files = scene === "files-empty" ? [] : FILES;
  const usedBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) * 2;
  return {
    list: async () => {
      if (scene === "files-error") throw new ParleyError("archive.unreachable", "");
      return { usage: { usedBytes, quotaBytes: 1_024 * MB, maxFileBytes: 100 * MB }, files };
    },
    find: async () => undefined,
    remove: async () => undefined,
  };
}
