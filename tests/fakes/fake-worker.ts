import type {
  WorkerEvent,
  WorkerNews,
  WorkerReply,
  WorkerRequest,
} from "@/lib/messaging/xmtp/worker/protocol.ts";
import { WorkerLink } from "@/lib/messaging/xmtp/worker/worker-link.ts";
import { createGate, type Gate } from "./gate.ts";

/** The engine's worker as a page meets it: keeps what it was asked, says what a test wants. */
export class FakeWorker extends EventTarget {
  readonly asked: WorkerRequest[] = [];
  readonly life: Gate = createGate();
  readonly link: WorkerLink;
  isTerminated = false;

  constructor() {
    super();
    this.link = new WorkerLink(this as unknown as Worker, () => this.life.opened);
  }

  postMessage(request: WorkerRequest): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  /** The last request of a kind. */
  request(kind: WorkerRequest["kind"]): WorkerRequest {
    const found = this.asked.findLast((request) => request.kind === kind);
    if (!found) throw new Error(`${kind} was not asked`);
    return found;
  }

  say(said: WorkerReply | WorkerNews): void {
    // A terminated worker is heard no more.
    if (!this.isTerminated) this.dispatchEvent(new MessageEvent("message", { data: said }));
  }

  answer(kind: WorkerRequest["kind"], value: unknown = undefined): void {
    this.say({ id: this.request(kind).id, kind: "result", value });
  }

  tell(kind: WorkerRequest["kind"], event: WorkerEvent): void {
    this.say({ id: this.request(kind).id, kind: "event", event });
  }

  /** An exception that nothing in the worker caught. */
  throw(message: string): void {
    this.dispatchEvent(Object.assign(new Event("error"), { message }));
  }
}
