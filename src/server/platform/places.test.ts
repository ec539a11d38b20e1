import { expect, test } from "vitest";
import { createPlaces } from "./places";

test("each subject has its places, and one that is given back is free again, once", () => {
  const places = createPlaces(2);
  const leave = places.enter("ann");
  expect(places.enter("ann")).not.toBeNull();
  expect(places.enter("ann")).toBeNull();
  expect(places.enter("bob")).not.toBeNull();
  leave?.();
  leave?.();
  expect(places.enter("ann")).not.toBeNull();
  expect(places.enter("ann")).toBeNull();
});
