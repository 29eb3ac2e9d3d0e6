import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import configuration from "../../.dependency-cruiser.mjs";

export type Violation = { rule: string; from: string; to: string };

/**
 * Reads every import of `rooms` (files and folders below `root`) and gives those that break
 * a rule of `.dependency-cruiser.mjs`.
 */
export async function importViolations(
  root: string,
  rooms: readonly string[],
): Promise<Violation[]> {
  const { options, ...ruleSet } = configuration;
  const result = await cruise(
    [...rooms],
    { ...(options as ICruiseOptions), baseDir: root, ruleSet, validate: true },
    // The alias of tsconfig.json: reading it from there needs a TypeScript older than ours.
    { alias: { "@": root }, bustTheCache: true },
  );
  return (result.output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }));
}
