/** Uploads one file, from the disk: the page's memory has nothing of it. */

import { serveTask } from "./serve-task.ts";
import { runUpload } from "./upload/run-upload.ts";

serveTask(runUpload);
