/** Anything that keeps the local stack from starting; the message is a sentence for people. */
export class LocalStackError extends Error {
  override readonly name: string = "LocalStackError";
}

/** Something that was asked for makes no sense; written otherwise it may. */
export class NotUnderstoodError extends LocalStackError {
  override readonly name = "NotUnderstoodError";
}

/** A port that the stack needs belongs to another process. Nothing was started. */
export class PortInUseError extends LocalStackError {
  override readonly name = "PortInUseError";
  readonly port: number;
  readonly setting: string;

  constructor(port: number, setting: string, cause: unknown) {
    super(
      `Port ${port} is in use by another process. Stop that process, or choose another port with ${setting}.`,
      { cause },
    );
    this.port = port;
    this.setting = setting;
  }
}

/** Another process has the data folder open; two nodes on one file would break ordering. */
export class DataInUseError extends LocalStackError {
  override readonly name = "DataInUseError";

  constructor(file: string, cause: unknown) {
    super(`${file} is open in another process. Stop it, or choose another data folder.`, { cause });
  }
}

/** The data was written by a newer version, whose format this one does not know. */
export class NewerDataError extends LocalStackError {
  override readonly name = "NewerDataError";

  constructor(file: string, found: number, known: number) {
    super(
      `${file} has schema version ${found}; this version knows ${known}. Update, or choose another data folder.`,
    );
  }
}

/** The data folder is not there and can't be made. */
export class DataFolderError extends LocalStackError {
  override readonly name = "DataFolderError";

  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${folder} can't be made (${reason}). Choose another data folder.`, { cause });
  }
}
