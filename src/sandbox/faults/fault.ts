import * as z from "zod";
import { NAMED_CHANGES } from "@/sandbox/faults/named-changes";
import { editSchema } from "@/sandbox/faults/picture-edits";
import { whenSchema } from "@/sandbox/faults/schedule";

const effectSchema = z.discriminatedUnion("kind", [
  /** Plaid's error body; type and status follow from the code unless given. */
  z.object({
    kind: z.literal("error"),
    code: z.string(),
    type: z.string().optional(),
    status: z.int().optional(),
    message: z.string().optional(),
  }),
  /** This answer instead of the real one; the call changes nothing. */
  z.object({
    kind: z.literal("response"),
    status: z.int(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string(),
  }),
  /** The real answer, later; when the fault is cleared, at once. */
  z.object({ kind: z.literal("delay"), delayMs: z.int().min(0) }),
  /** The real answer, broken off within its body. */
  z.object({ kind: z.literal("cut") }),
  /** The connection breaks: before the call does anything, or after its changes are kept but before it is answered. */
  z.object({ kind: z.literal("reset"), when: z.enum(["before", "after"]).optional() }),
  /** No answer, ever; the connection stays open. */
  z.object({ kind: z.literal("hang") }),
  /** 429 for calls above a rate: this many a minute of each path and Item, or those that Plaid publishes for its sandbox. */
  z.object({ kind: z.literal("limit"), perMinute: z.int().min(1).optional() }),
  /** The answer of an Item that holds something else: a change by its name, or edits one after the other. */
  z.object({
    kind: z.literal("picture"),
    change: z.union([z.enum(Object.keys(NAMED_CHANGES)), z.array(editSchema)]),
  }),
]);

export const faultSchema = z.intersection(
  /** Plaid path, or "*" for every path. */
  z.object({ ...whenSchema, path: z.string() }),
  effectSchema,
);
export type Fault = z.infer<typeof faultSchema>;
export type FaultEffect = z.infer<typeof effectSchema>;
export type Delay = Extract<FaultEffect, { kind: "delay" }>;
