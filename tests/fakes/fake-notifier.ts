import type {
  Attention,
  Notifier,
  SystemNotification,
  SystemPermission,
} from "@/lib/notifications/ports.ts";

/** A system that shows notifications in memory, and a person who says yes. */
export class FakeNotifier implements Notifier {
  allowed: SystemPermission = "granted";
  readonly shown = new Map<string, SystemNotification>();
  questions = 0;
  sounds = 0;
  badge = 0;
  readonly #listeners = new Set<(tag: string, how: "clicked" | "closed") => void>();

  permission = () => this.allowed;
  request = async () => {
    this.questions += 1;
    this.allowed = "granted";
    return this.allowed;
  };
  onPermission = () => () => {};
  show = (notification: SystemNotification) => void this.shown.set(notification.tag, notification);
  close = (tag: string) => void this.shown.delete(tag);
  onEnd = (listener: (tag: string, how: "clicked" | "closed") => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  setBadge = (count: number) => {
    this.badge = count;
  };
  playSound = () => {
    this.sounds += 1;
  };

  end(tag: string, how: "clicked" | "closed"): void {
    this.shown.delete(tag);
    for (const listener of this.#listeners) listener(tag, how);
  }
}

export class FakeAttention implements Attention {
  #isHere: boolean;
  readonly #listeners = new Set<() => void>();

  constructor(isHere: boolean) {
    this.#isHere = isHere;
  }

  isHere = () => this.#isHere;
  onChange = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  turn(isHere: boolean): void {
    this.#isHere = isHere;
    for (const listener of this.#listeners) listener();
  }
}
