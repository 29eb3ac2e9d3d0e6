import type { Locale } from "@/lib/i18n/locales.ts";
import type { Connection } from "@/lib/messaging/core/view.ts";
import { FILES, FILES_LOST, FILES_STRANGE } from "./files.ts";
import * as fixtures from "./fixtures.ts";
import { MENTIONS, PAYMENTS, TRAPS } from "./transactions.ts";

/** What the address asks to see. */
export const query = new URLSearchParams(location.search);
export const scene = query.get("scene") ?? "chat";
export const locale: Locale = query.get("locale") === "es" ? "es" : "en";
const theme = query.get("theme");
if (theme) document.documentElement.dataset.theme = theme;
document.documentElement.lang = locale;

export const nowMs = query.get("now") ? Number(query.get("now")) : Date.now();
export const LIVE: Connection = { kind: "live" };
export const BROKEN: Connection = { kind: "unreachable", sinceMs: nowMs, retryAtMs: nowMs + 8_000 };

/** What has been said in the conversation of a scene. */
export function linesFor(name: string) {
  if (name === "failed") return fixtures.FAILED;
  if (name === "offline") return fixtures.OFFLINE;
  if (name === "awkward") return fixtures.AWKWARD;
  if (name === "many") return fixtures.manyLines(Number(query.get("count") ?? 5_000));
  if (name === "fresh") return [];
  if (name === "lively") return fixtures.LIVELY;
  if (name === "payments") return PAYMENTS;
  if (name === "traps") return TRAPS;
  if (name === "mentions") return MENTIONS;
  if (name === "photos") return FILES;
  if (name === "photos-lost") return FILES_LOST;
  if (name === "photos-strange") return FILES_STRANGE;
  return fixtures.CHAT;
}
