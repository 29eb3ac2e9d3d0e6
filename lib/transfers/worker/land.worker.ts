/** Writes one file that comes from another device. */

import { fileLander } from "./land-file.ts";
import type { LandNews, LandOrder } from "./land-protocol.ts";

const carryOut = fileLander((news: LandNews) => postMessage(news));
addEventListener("message", ({ data }: MessageEvent<LandOrder>) => carryOut(data));
