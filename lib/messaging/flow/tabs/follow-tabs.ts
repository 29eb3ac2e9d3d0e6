import { ParleyError } from "@/lib/errors/base.ts";
import { unpackError } from "@/lib/errors/wire.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { newsListener, tellNews } from "../../core/stream-news.ts";
import type { MessagingHost, Unsubscribe } from "../../ports/host.ts";
import { QUESTIONS, type Question } from "../../ports/questions.ts";
import type { TabChannel } from "../../ports/tabs.ts";
import type { StreamHandlers, XmtpClient } from "../../ports/xmtp-client.ts";
import type { ClientIdentity, LeaderNews, TabCall, TabMessage } from "./tab-messages.ts";

/** A leader takes a question at once, however long the answer takes; one that is gone does not. */
export const TAKEN_WITHIN_MS = 5_000;

export type FollowPorts = {
  channel: TabChannel;
  host: Pick<MessagingHost, "nowMs" | "at" | "newKey">;
};

type Leader = { term: string; identity: ClientIdentity };

type Asked = {
  call: TabCall;
  resolve: (value: unknown) => void;
  reject: (error: ParleyError) => void;
  stopWaiting: Unsubscribe;
};

const ignore = () => undefined;

/**
 * This tab's way to the client that another tab leads with. What the leader took with it when
 * it went is asked again of the next: each question may be asked twice without harm.
 */
export class Follower {
  readonly #inboxId: InboxId;
  readonly #ports: FollowPorts;
  readonly #tab: string;
  readonly #questions = new Map<number, Asked>();
  readonly #streams = new Set<StreamHandlers>();
  readonly #led = Promise.withResolvers<ClientIdentity>();
  readonly #stopListening: Unsubscribe;
  #leader: Leader | undefined;
  #nextId = 1;

  /** Listens, and asks who leads. */
  constructor(inboxId: InboxId, ports: FollowPorts) {
    this.#inboxId = inboxId;
    this.#ports = ports;
    this.#tab = ports.host.newKey();
    // Whoever never waits for a leader must not hear that there was none.
    this.#led.promise.catch(() => undefined);
    this.#stopListening = ports.channel.onMessage((said) => this.#hear(said as TabMessage));
    this.#post({ kind: "who-leads" });
  }

  /**
   * The client, once a tab leads with this inbox. Fails with `tab.elsewhere` when none does
   * `withinMs`, or this was closed before.
   */
  async client({ withinMs }: { withinMs?: number } = {}): Promise<XmtpClient> {
    const identity = await (withinMs === undefined ? this.#led.promise : this.#ledWithin(withinMs));
    const ask =
      <M extends Question>(method: M) =>
      (...args: Parameters<XmtpClient[M]>) =>
        this.#ask({ method, args }) as ReturnType<XmtpClient[M]>;
    const forwarded = Object.fromEntries(QUESTIONS.map((method) => [method, ask(method)]));
    return {
      ...identity,
      ...(forwarded as Pick<XmtpClient, Question>),
      syncAll: (onConversation) => this.#syncAll(onConversation),
      stream: (handlers) => this.#join(handlers),
      close: async () => this.close(),
    };
  }

  close(): void {
    const error = new ParleyError("tab.elsewhere", "This tab follows no more");
    this.#stopListening();
    this.#led.reject(error);
    for (const question of this.#questions.values()) {
      question.stopWaiting();
      question.reject(error);
    }
    this.#questions.clear();
    this.#streams.clear();
  }

  #ledWithin(withinMs: number): Promise<ClientIdentity> {
    const { host } = this.#ports;
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new ParleyError("tab.elsewhere", "No tab leads"));
      const stop = host.at(host.nowMs() + withinMs, giveUp);
      this.#led.promise.then(resolve, reject).finally(stop);
    });
  }

  async #join(handlers: StreamHandlers): Promise<Unsubscribe> {
    // Listening first: what the leader tells while it answers is not to be missed.
    this.#streams.add(handlers);
    try {
      await this.#ask({ method: "join-stream", args: [] });
    } catch (error) {
      this.#streams.delete(handlers);
      throw error;
    }
    return () => this.#streams.delete(handlers);
  }

  /** What a sync finds is told to all tabs as what streams is. */
  async #syncAll(onConversation: StreamHandlers["onConversation"] = ignore): Promise<void> {
    const meanwhile = { ...newsListener(ignore), onConversation, onEnd: ignore };
    this.#streams.add(meanwhile);
    try {
      await this.#ask({ method: "syncAll", args: [] });
    } finally {
      this.#streams.delete(meanwhile);
    }
  }

  #ask(call: TabCall): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const stopWaiting = this.#limit(id);
      this.#questions.set(id, { call, resolve, reject, stopWaiting });
      this.#put(id, call);
    });
  }

  #put(id: number, call: TabCall): void {
    if (!this.#leader) return;
    this.#post({ kind: "ask", term: this.#leader.term, tab: this.#tab, id, call });
  }

  #limit(id: number): Unsubscribe {
    const { host } = this.#ports;
    return host.at(host.nowMs() + TAKEN_WITHIN_MS, () => {
      this.#take(id)?.reject(new ParleyError("tab.elsewhere", "No tab took the question"));
    });
  }

  #take(id: number): Asked | undefined {
    const question = this.#questions.get(id);
    question?.stopWaiting();
    this.#questions.delete(id);
    return question;
  }

  #hear(said: TabMessage): void {
    switch (said.kind) {
      case "leading":
        this.#followNow(said);
        break;
      case "streamed":
        if (said.term === this.#leader?.term) this.#stream(said.news);
        break;
      case "taken":
        if (said.tab === this.#tab) this.#questions.get(said.id)?.stopWaiting();
        break;
      case "answer":
        if (said.tab === this.#tab) this.#take(said.id)?.resolve(said.value);
        break;
      case "refusal":
        if (said.tab === this.#tab) this.#take(said.id)?.reject(unpackError(said.error));
        break;
    }
  }

  #followNow({ term, identity }: Leader): void {
    if (identity.inboxId !== this.#inboxId || term === this.#leader?.term) return;
    const isNext = this.#leader !== undefined;
    this.#leader = { term, identity };
    this.#led.resolve(identity);
    if (isNext) this.#endStreams();
    for (const [id, question] of this.#questions) {
      question.stopWaiting();
      question.stopWaiting = this.#limit(id);
      this.#put(id, question.call);
    }
  }

  #stream(news: LeaderNews): void {
    if (news.kind === "end") this.#endStreams();
    else for (const handlers of this.#streams) tellNews(handlers, news);
  }

  #endStreams(): void {
    const ended = [...this.#streams];
    this.#streams.clear();
    for (const { onEnd } of ended) onEnd(new ParleyError("tab.elsewhere", "The leader changed"));
  }

  #post(message: TabMessage): void {
    this.#ports.channel.post(message);
  }
}
