/** Where your Parley is, as its origin. The server reads it anew for each page. */
export const parleyUrl = () => new URL(process.env.PARLEY_URL ?? "http://localhost:3000").origin;
