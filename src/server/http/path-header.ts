/** Where `src/proxy.ts` writes the path that was asked for: a layout is not told it. */
export const PATH_HEADER = "x-asked-path";
