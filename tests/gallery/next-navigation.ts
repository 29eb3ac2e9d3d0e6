/** Stands in for Next's router where there is none. */
export function useRouter() {
  return { refresh: () => {} };
}

export function usePathname() {
  return "/";
}
