import type { ArchiveErrorCode } from "./archive.ts";
import type { AttachmentErrorCode } from "./attachments.ts";
import type { CallErrorCode } from "./calls.ts";
import type { ConfigErrorCode } from "./config.ts";
import type { GroupErrorCode } from "./groups.ts";
import type { HistoryErrorCode } from "./history.ts";
import type { IdentityErrorCode } from "./identity.ts";
import type { MessagingErrorCode } from "./messaging.ts";
import type { NameErrorCode } from "./names.ts";
import type { PictureErrorCode } from "./pictures.ts";
import type { SearchErrorCode } from "./search.ts";
import type { ServerSessionErrorCode } from "./server-session.ts";
import type { TransactionErrorCode } from "./transactions.ts";

/** Every code that a `ParleyError` may carry. The wording of each is `errors.<code>` in `lib/i18n`. */
export type ErrorCode =
  | ArchiveErrorCode
  | AttachmentErrorCode
  | CallErrorCode
  | ConfigErrorCode
  | GroupErrorCode
  | HistoryErrorCode
  | IdentityErrorCode
  | MessagingErrorCode
  | NameErrorCode
  | PictureErrorCode
  | SearchErrorCode
  | ServerSessionErrorCode
  | TransactionErrorCode
  | "unexpected";
