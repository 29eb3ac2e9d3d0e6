/** The node is closing and takes nothing new; the same request works once it runs again. */
export class ShuttingDownError extends Error {
  override readonly name = "ShuttingDownError";

  constructor() {
    super("service is shutting down");
  }
}
