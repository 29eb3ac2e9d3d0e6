import { LocalStackError } from "../errors.ts";
import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { type Option, UsageError } from "./command.ts";

/** The options of every command that sends something to a network itself. */
export const NETWORK_OPTIONS = {
  control: CONTROL_OPTIONS.control,
  url: {
    type: "string",
    value: "URL",
    says: "another network, gRPC-web",
    otherwise: "that of the running stack",
  },
} as const satisfies Record<string, Option>;

type Chosen = { control?: string | undefined; url?: string | undefined };

/** Where the network is, gRPC-web, without a slash at its end. Throws as `askControl` does. */
export async function networkUrl({ control, url }: Chosen): Promise<string> {
  if (url !== undefined) {
    if (!URL.canParse(url)) throw new UsageError(`--url ${url}: that is not a URL.`);
    return url.replace(/\/+$/, "");
  }
  try {
    const { urls } = await askControl<{ urls: { grpcWeb: string } }>(control, "/status");
    return urls.grpcWeb;
  } catch (error) {
    if (!(error instanceof LocalStackError)) throw error;
    throw new LocalStackError(`${error.message} Or name a network with --url.`, { cause: error });
  }
}
