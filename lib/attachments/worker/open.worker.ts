/** Fetches, verifies and opens one file. */

import { openFile } from "./open/open-file.ts";
import { serveTask } from "./serve-task.ts";

serveTask(openFile);
