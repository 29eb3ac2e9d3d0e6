/** Seals one file: encrypting and hashing 100 MB would hold up a page. */

import { sealFile } from "./seal/seal-file.ts";
import { serveTask } from "./serve-task.ts";

serveTask(sealFile);
