export { median, percentile } from "../../local-stack/bench/percentile.ts";

/** What one row of the bench says. `floor` is measured in the same run, by the same clock. */
export type Row = {
  name: string;
  value: number;
  unit: Unit;
  /** The same thing without Parley: the raw SDK, or a plain HTTP echo. */
  floor: number | null;
  goal: number | null;
  met: boolean | null;
};

export type Unit = "ms" | "MB" | "kB" | "messages/s" | "MB/s" | "count" | "%";

/** What a row promises: its unit, its goal, and whether more or less is better. */
export type RowSpec = { name: string; unit: Unit; goal?: number; better: "less" | "more" };

/** What a scenario found for one of its rows. */
export type Finding = { value: number; floor?: number };

/** One set-up that yields one row or several. */
export type Scenario<Name extends string = string> = {
  rows: readonly (RowSpec & { name: Name })[];
  run: (log: (line: string) => void) => Promise<Record<Name, Finding>>;
};

/** Keeps the row names' types together with what the scenario must find. */
export function scenario<const Name extends string>(definition: Scenario<Name>): Scenario {
  return definition as unknown as Scenario;
}

export function toRow(spec: RowSpec, finding: Finding): Row {
  const goal = spec.goal ?? null;
  return {
    name: spec.name,
    value: round(finding.value),
    unit: spec.unit,
    floor: finding.floor === undefined ? null : round(finding.floor),
    goal,
    met: goal === null ? null : meets(finding.value, goal, spec.better),
  };
}

function meets(value: number, goal: number, better: RowSpec["better"]): boolean {
  return better === "less" ? value <= goal : value >= goal;
}

/** Three significant digits, so that noise does not look like knowledge. */
function round(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(3));
}
