/** What the lines of the grid have in common: each is a CSS grid of its own, of the same columns. */
export const ROW = "grid grid-cols-(--columns)";
export const CELL = "flex min-w-0 flex-col justify-center px-2 last:pr-4";
/** Stays where it is when the others are moved sideways. */
export const FIRST_CELL = "sticky left-0 z-10 bg-inherit pl-4";
export const NUMBER = "text-right whitespace-nowrap";

/** Heights in pixels, so that a line has its place before it is there. */
export const ROW_PX = 56;
export const GROUP_PX = 44;

/** Lines that come and go cannot be a table's own, so each says what it is, and which of all of them. */
export const GROUP_ROLE = { role: "rowgroup" } as const;
export const rowRole = (index: number) => ({ role: "row", "aria-rowindex": index }) as const;
export const cellRole = (role: "columnheader" | "rowheader" | "gridcell", column: number) =>
  ({ role, "aria-colindex": column }) as const;
