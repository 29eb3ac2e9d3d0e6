import type { Health } from "../health.ts";
import { ControlRefusal, type ControlRoute } from "./control-routes.ts";

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
  restart(options: { downMs: number }): Promise<void>;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
};

/**
 * What can be asked of the stack as a whole: `GET /status`, `POST /down`, which answers at the end,
 * `POST /restart` with `{"downMs": 0}`, which answers when the ports are back, `POST /unplug` and `POST /plug-in`.
 */
export function stackRoutes(stack: ControlledStack): ControlRoute[] {
  return [
    { method: "GET", path: "/status", answer: () => stack.status() },
    { method: "POST", path: "/down", answer: () => stack.end().then(() => ({ stopped: true })) },
    {
      method: "POST",
      path: "/unplug",
      answer: () => stack.unplug().then(() => ({ unplugged: true })),
    },
    {
      method: "POST",
      path: "/plug-in",
      answer: () => stack.plugIn().then(() => ({ unplugged: false })),
    },
    {
      method: "POST",
      path: "/restart",
      answer: async ({ body }) => {
        const { downMs = 0 } = (body ?? {}) as { downMs?: unknown };
        if (!Number.isSafeInteger(downMs) || (downMs as number) < 0) {
          throw new ControlRefusal(400, "downMs is a whole number of milliseconds.");
        }
        await stack.restart({ downMs: downMs as number });
        return { restarted: true };
      },
    },
  ];
}
