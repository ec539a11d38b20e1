import type { FaultEffect } from "@/sandbox/faults/fault";
import { NAMED_CHANGES } from "@/sandbox/faults/named-changes";
import { type Edit, editedPicture } from "@/sandbox/faults/picture-edits";
import type { Sandbox } from "@/sandbox/sandbox";

/** The sandbox as one call sees it: with the pictures that its effects make of them. */
export function changePictures(sandbox: Sandbox, effects: readonly FaultEffect[]): Sandbox {
  const edits = effects.flatMap((effect) => (effect.kind === "picture" ? editsOf(effect.change) : []));
  if (edits.length === 0) return sandbox;
  const { pictures } = sandbox;
  return {
    ...sandbox,
    pictures: { ...pictures, of: (item) => ({ at: (ms) => editedPicture(pictures.of(item).at(ms), edits) }) },
  };
}

function editsOf(change: string | readonly Edit[]): readonly Edit[] {
  return typeof change === "string" ? (NAMED_CHANGES[change] ?? []) : change;
}
