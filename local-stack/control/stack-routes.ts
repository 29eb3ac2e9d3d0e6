import type { Health } from "../health.ts";
import type { ControlRoute } from "./control-routes.ts";

/** What `GET /status` answers. */
export type StackStatus = Health & {
  /** Of the process that runs the stack. */
  pid: number;
  /** Where everything is kept; undefined when it is in memory. */
  data?: string;
  urls: Readonly<Record<string, string>>;
};

export type ControlledStack = {
  status(): StackStatus;
  /** Resolves when all but the control port is closed; that one follows. */
  end(): Promise<void>;
};

/** What can be asked of the stack as a whole: `GET /status`, and `POST /down`, which answers at the end. */
export function stackRoutes(stack: ControlledStack): ControlRoute[] {
  return [
    { method: "GET", path: "/status", answer: () => stack.status() },
    { method: "POST", path: "/down", answer: () => stack.end().then(() => ({ stopped: true })) },
  ];
}
