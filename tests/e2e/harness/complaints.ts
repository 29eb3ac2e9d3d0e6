import type { BrowserContext, ConsoleMessage, Page } from "@playwright/test";

/**
 * What no page may do unasked: log an error, throw, break its security policy (which Chromium
 * logs as an error), or talk to anybody but the app and the network.
 */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly allowed: RegExp[] = [];
  private readonly origins: readonly string[];

  constructor(origins: readonly string[]) {
    this.origins = origins;
  }

  /** For a test that provokes one: matched against the whole text. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** What was heard and not allowed. */
  all(): string[] {
    return this.heard.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
  }

  listenTo(context: BrowserContext, who: string): void {
    context.on("page", (page) => this.listenToPage(page, who));
    for (const page of context.pages()) this.listenToPage(page, who);
    context.on("request", (request) => {
      if (!this.isExpected(request.url())) this.heard.push(`${who} asked for ${request.url()}`);
    });
    context.on("console", (message) => this.onConsole(message, who));
  }

  private listenToPage(page: Page, who: string): void {
    page.on("pageerror", (error) => this.heard.push(`${who} threw ${error.stack ?? error}`));
    page.on("crash", () => this.heard.push(`${who}'s page crashed`));
  }

  private onConsole(message: ConsoleMessage, who: string): void {
    if (message.type() !== "error") return;
    this.heard.push(`${who} logged ${message.text()} (${message.location().url})`);
  }

  private isExpected(address: string): boolean {
    const url = new URL(address);
    return ["data:", "blob:"].includes(url.protocol) || this.origins.includes(url.origin);
  }
}
