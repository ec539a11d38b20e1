/** How a refresh run went for the Items that are told of: still going on, all well, or at least one of them failed. */
export const RUN_RESULTS = ["running", "success", "failed"] as const;
export type RunResult = (typeof RUN_RESULTS)[number];
