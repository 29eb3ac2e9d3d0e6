import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { STANDARD_PORTS } from "./options.ts";

const ROOT = join(import.meta.dirname, "..");

const dockerfile = readFileSync(join(import.meta.dirname, "Dockerfile"), "utf8");
const steps = dockerfile.replaceAll("\\\n", " ").split("\n");
const ignored = readFileSync(join(import.meta.dirname, "Dockerfile.dockerignore"), "utf8");

function copied(): string[] {
  return steps
    .filter((step) => step.startsWith("COPY "))
    .flatMap((step) => step.split(/\s+/).slice(1, -1));
}

it("copies what there is, and nothing that the build is not shown", () => {
  expect(copied().length).toBeGreaterThan(3);
  const shown = new Set(
    ignored.split("\n").flatMap((line) => (line[0] === "!" ? line.slice(1) : [])),
  );
  for (const source of copied()) {
    expect(existsSync(join(ROOT, source)), source).toBe(true);
    const isShown = [...shown].some((path) => source === path || source.startsWith(`${path}/`));
    expect(isShown, `${source} is in Dockerfile.dockerignore`).toBe(true);
  }
});

it("knows every workspace, without which npm installs nothing", () => {
  const { workspaces } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  for (const workspace of workspaces) expect(copied()).toContain(`${workspace}/package.json`);
});

it("opens every port, and runs as nobody in particular", () => {
  const exposed = steps
    .find((step) => step.startsWith("EXPOSE "))
    ?.split(" ")
    .slice(1)
    .sort();
  expect(exposed).toEqual(Object.values(STANDARD_PORTS).map(String).sort());
  expect(steps.indexOf("USER node")).toBeLessThan(
    steps.findIndex((step) => step.startsWith("ENTRYPOINT")),
  );
  expect(steps).toContain("USER node");
});

it("is published on this machine alone, since inside it has to listen to all", () => {
  const published = [...dockerfile.matchAll(/ -p (\S+:\d\S*)/g)].map(([, port]) => port);
  expect(published.length).toBeGreaterThan(0);
  for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:/);
  expect(dockerfile).toContain('"--control-host", "0.0.0.0"');
});
