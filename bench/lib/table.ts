import type { Row } from "./measure.ts";

const HEADINGS = ["measure", "value", "floor", "× floor", "goal", ""] as const;

/** The rows as a table for people: one line a row, columns aligned. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    `${row.value} ${row.unit}`,
    row.floor === null ? "" : `${row.floor} ${row.unit}`,
    timesFloor(row),
    row.goal === null ? "" : `${row.goal} ${row.unit}`,
    verdict(row),
  ]);
  const lines = [[...HEADINGS], ...cells];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** How many times the floor it is: what a busy machine changes least. */
function timesFloor({ value, floor }: Row): string {
  return floor ? (value / floor).toFixed(2) : "";
}

function verdict(row: Row): string {
  if (row.met === null) return "";
  return row.met ? "met" : "not met";
}
