/** A sample as a scraper reads it. */
export type ReadSample = { name: string; labels: Record<string, string>; value: number };

export type ReadFamily = { type: string; help: string; samples: ReadSample[] };

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;

/**
 * Reads Prometheus' text format 0.0.4 as strictly as its specification allows: each sample belongs to
 * the family announced above it, nothing is told twice, the text ends with a line. Throws otherwise.
 */
export function readExposition(text: string): Map<string, ReadFamily> {
  if (!text.endsWith("\n")) throw new Error("The last line has no end.");
  const families = new Map<string, ReadFamily>();
  const seen = new Set<string>();
  let name = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment) {
      const [, kind, of = "", rest = ""] = comment;
      if (kind === "HELP") {
        if (families.has(of)) throw new Error(`${of} is told twice.`);
        families.set(of, { type: "untyped", help: rest, samples: [] });
      }
      name = of;
      const family = families.get(of);
      if (kind === "TYPE" && family) family.type = rest;
      continue;
    }
    const sample = readSample(line);
    const family = families.get(name);
    const own = family?.type === "histogram" ? /_(bucket|sum|count)$/ : /$/;
    if (!family || sample.name.replace(own, "") !== name) throw new Error(`Not here: ${line}`);
    const key = JSON.stringify([sample.name, sample.labels]);
    if (seen.has(key)) throw new Error(`Told twice: ${line}`);
    seen.add(key);
    family.samples.push(sample);
  }
  return families;
}

function readSample(line: string): ReadSample {
  const [, name = "", labels = "", number = ""] = SAMPLE.exec(line) ?? [];
  if (!NAME.test(name)) throw new Error(`No sample: ${line}`);
  const value = number === "+Inf" ? Number.POSITIVE_INFINITY : Number(number);
  if (Number.isNaN(value)) throw new Error(`No number: ${line}`);
  return { name, labels: readLabels(labels), value };
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const [, label = "", value = ""] = LABEL.exec(text) ?? [];
    if (!label || label in labels) throw new Error(`No labels: ${text}`);
    labels[label] = value.replace(/\\(.)/g, (_, letter) => (letter === "n" ? "\n" : letter));
  }
  return labels;
}
