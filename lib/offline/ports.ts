/** The app as this browser keeps it, to be opened without its server. */
export type KeptApp = {
  /**
   * Keeps the app that this page belongs to, and looks after it from then on. Does nothing where
   * the browser can't, or while the app is developed.
   */
  keep(): Promise<void>;
  /** Looks whether the server has a newer one. */
  look(): Promise<void>;
  /** A newer one is here, whole, and waits until it is asked for. */
  onNewer(listener: () => void): () => void;
  /** Opens this page anew with the newer one. */
  useNewer(): void;
};
