/**
 * By which a page says that it is in a frame. In a page of another site browsers keep nothing but
 * what is kept for that site alone (CHIPS), so such a session is kept in a cookie of that kind too.
 */
export const FRAMED_HEADER = "x-parley-framed";
