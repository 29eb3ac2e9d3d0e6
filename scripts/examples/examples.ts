import path from "node:path";
import { ROOT } from "../bootstrap/prepare.mjs";
import { Complaint } from "../bootstrap/say.mjs";
import { runTool } from "../checks/command.ts";

export const EXAMPLES = ["plain-html", "vite-react", "next"] as const;

export type Example = (typeof EXAMPLES)[number];

/** What the files of the examples say where no setting says otherwise. */
export const USUAL_PARLEY_URL = "http://localhost:3000";

export const folderOf = (example: Example): string => path.join(ROOT, "examples", example);

/** Makes what `@parley/embed` is for whoever imports it: the examples do, as any dapp. */
export async function buildPackage(): Promise<void> {
  const config = path.join(ROOT, "packages", "embed", "tsconfig.build.json");
  const { exitCode, output } = await runTool("tsc", ["-p", config]);
  if (exitCode !== 0) throw new Complaint(`The package could not be built:\n\n${output}`);
}

/** A plain page names its Parley in the tag: it is that one from here on. */
export const withParleyAt =
  (url: string) =>
  (html: string): string =>
    html.replaceAll(USUAL_PARLEY_URL, url);
