import {
  APP_DEFAULTS,
  LOAD_CHOICES,
  NOTIFICATION_DETAILS,
  type Setting,
  UNSETTLED,
} from "../core/settings.ts";

/*
 * What a browser kept may be of another version of Parley, or edited by hand: what does not read
 * as ours was never settled.
 */

/** Whether a value from the disk is something that a person settled. */
export function isSetting(value: unknown): value is Setting {
  if (typeof value !== "object" || value === null) return false;
  const { about, name, value: settled, setAtMs, setBy } = value as Record<string, unknown>;
  if (typeof about !== "string" || typeof name !== "string") return false;
  if (typeof setAtMs !== "number" || typeof setBy !== "string") return false;
  if (name === "notificationDetail") {
    return about === "app" && NOTIFICATION_DETAILS.some((detail) => detail === settled);
  }
  if (name === "loadsFiles") return about === "app" && LOAD_CHOICES.some((one) => one === settled);
  const defaults: Readonly<Record<string, unknown>> | undefined = defaultsOf(about);
  return defaults !== undefined && name in defaults && typeof settled === typeof defaults[name];
}

function defaultsOf(about: string) {
  if (about === "app") return APP_DEFAULTS;
  return /^(?:dm|group):/.test(about) ? UNSETTLED : undefined;
}
