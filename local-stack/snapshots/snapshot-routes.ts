import { ControlRefusal, type ControlRoute } from "../control/control-routes.ts";
import type { Snapshots } from "./snapshots.ts";

/**
 * `GET /snapshots`, `POST /snapshots` with `{"name", "replace"}`, `POST /restore` with
 * `{"name", "emptyOthers"}`, and `POST /reset`.
 */
export function snapshotRoutes(snapshots: Snapshots): ControlRoute[] {
  return [
    {
      method: "GET",
      path: "/snapshots",
      answer: async () => ({ snapshots: await snapshots.list() }),
    },
    {
      method: "POST",
      path: "/snapshots",
      answer: ({ body }) => {
        const { replace } = (body ?? {}) as { replace?: unknown };
        return snapshots.save(nameOf(body), { replace: replace === true });
      },
    },
    {
      method: "POST",
      path: "/restore",
      answer: async ({ body }) => {
        const name = nameOf(body);
        const { emptyOthers } = (body ?? {}) as { emptyOthers?: unknown };
        await snapshots.restore(name, { emptyOthers: emptyOthers === true });
        return { restored: name };
      },
    },
    {
      method: "POST",
      path: "/reset",
      answer: async () => {
        await snapshots.reset();
        return { reset: true };
      },
    },
  ];
}

function nameOf(body: unknown): string {
  const { name } = (body ?? {}) as { name?: unknown };
  if (typeof name !== "string") throw new ControlRefusal(400, 'Send {"name": "…"}.');
  return name;
}
