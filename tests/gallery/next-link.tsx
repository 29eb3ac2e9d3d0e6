import type { ComponentProps } from "react";

/** Stands in for Next's link where there is no router. */
export default function Link({
  prefetch: _,
  ...rest
}: ComponentProps<"a"> & { prefetch?: boolean }) {
  return <a {...rest} />;
}
