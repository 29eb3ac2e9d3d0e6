import type { IncomingMessage, ServerResponse } from "node:http";

/** On every answer of a control port, so that another server on its port is not taken for one. */
export const CONTROL_HEADER = "x-parley-local-stack";

/** What a route is asked: the query, and the body where one was sent. */
export type ControlRequest = { query: URLSearchParams; body: unknown };

/** Answers with JSON: what `answer` gives, or the sentence of what it throws. */
export type JsonRoute = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  answer: (request: ControlRequest) => unknown;
};

/** Answers by itself: a page, a stream of events, text. Read only, so by GET alone. */
export type OpenRoute = {
  method: "GET";
  path: string;
  serve: (request: IncomingMessage, response: ServerResponse) => void;
};

/** What the control server answers at one path. Who adds to the stack adds its routes. */
export type ControlRoute = JsonRoute | OpenRoute;

/** Why the control server does not do what it is asked; `status` is HTTP's, the message a sentence. */
export class ControlRefusal extends Error {
  override readonly name = "ControlRefusal";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
