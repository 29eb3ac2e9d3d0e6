import { ControlRefusal, type ControlRoute } from "../control/control-routes.ts";
import type { Fault } from "./core/fault.ts";
import { FaultSyntaxError } from "./core/read-faults.ts";
import type { Faults } from "./faults.ts";

/** `GET /faults`, `PUT /faults` with `{"faults": text or list, "seed": 1}`, `DELETE /faults`. */
export function faultRoutes(faults: Faults): ControlRoute[] {
  return [
    { method: "GET", path: "/faults", answer: () => faults.list() },
    {
      method: "PUT",
      path: "/faults",
      answer: ({ body }) => {
        const { faults: given, seed = 1 } = (body ?? {}) as { faults?: unknown; seed?: unknown };
        if (typeof given !== "string" && !Array.isArray(given)) {
          throw new ControlRefusal(400, 'Send {"faults": a text or a list}.');
        }
        if (!Number.isSafeInteger(seed)) throw new ControlRefusal(400, "A seed is a whole number.");
        try {
          faults.set(given as readonly Fault[] | string, { seed: seed as number });
        } catch (error) {
          if (error instanceof FaultSyntaxError) throw new ControlRefusal(400, error.message);
          throw error;
        }
        return faults.list();
      },
    },
    {
      method: "DELETE",
      path: "/faults",
      answer: () => {
        faults.clear();
        return faults.list();
      },
    },
  ];
}
