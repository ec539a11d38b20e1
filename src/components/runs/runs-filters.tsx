"use client";

import type { ReactNode } from "react";
import { setUrlParams } from "@/client/url-state";
import { LabelledSelect } from "@/components/ui/labelled-select";
import { TRIGGER_TEXTS } from "./run-texts";
import type { RunsFilter, RunsParam } from "./runs-params";

const RESULTS = [
  ["", "Any result"],
  ["success", "Succeeded"],
  ["failed", "With failures"],
  ["running", "Running"],
] as const;
const TRIGGERS = [["", "Anybody"], ...Object.entries(TRIGGER_TEXTS)] as const;
const set = (name: RunsParam, value: string) => setUrlParams({ [name]: value }, "push");

export function RunsFilters({ filter, children }: { filter: RunsFilter; children: ReactNode }) {
  return (
    <div className="mb-5 flex flex-wrap items-end gap-3 print:hidden">
      <LabelledSelect
        className="min-w-36 flex-1 sm:max-w-48"
        label="Result"
        options={RESULTS}
        value={filter.result ?? ""}
        onChange={(event) => set("result", event.target.value)}
      />
      <LabelledSelect
        className="min-w-36 flex-1 sm:max-w-48"
        label="Asked for by"
        options={TRIGGERS}
        value={filter.trigger ?? ""}
        onChange={(event) => set("trigger", event.target.value)}
      />
      <div className="ml-auto">{children}</div>
    </div>
  );
}
