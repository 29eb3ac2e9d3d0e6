import type { Page } from "@playwright/test";

type ToldNotification = {
  title: string;
  body: string;
  tag: string;
  isClosed: boolean;
  onclick?: () => void;
};

declare global {
  interface Window {
    told: ToldNotification[];
    badges: number[];
    questions: number;
  }
}

/** Runs in the page before anything else: a system that keeps what it is told to show. */
export function installSystem(permission: "default" | "granted" = "default"): void {
  window.told = [];
  window.badges = [];
  window.questions = 0;
  class SystemNotification {
    static get permission() {
      return localStorage.getItem("test-permission") ?? permission;
    }
    static async requestPermission() {
      window.questions += 1;
      localStorage.setItem("test-permission", "granted");
      return "granted";
    }
    isClosed = false;
    readonly title: string;
    readonly body: string;
    readonly tag: string;
    constructor(title: string, { body, tag }: { body: string; tag: string }) {
      this.title = title;
      this.body = body;
      this.tag = tag;
      window.told.push(this);
    }
    close() {
      this.isClosed = true;
    }
  }
  Object.assign(window, { Notification: SystemNotification });
  Object.assign(navigator, {
    setAppBadge: async (count: number) => window.badges.push(count),
    clearAppBadge: async () => window.badges.push(0),
  });
}

/** Somebody else's window is in front of this tab. */
export async function turnAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event("blur"));
  });
}

export async function turnTo(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => true;
    window.dispatchEvent(new Event("focus"));
  });
}

/** What the system shows, of one tab. */
export const shownBy = (page: Page) =>
  page.evaluate(() =>
    window.told.filter(({ isClosed }) => !isClosed).map(({ title, body }) => ({ title, body })),
  );
