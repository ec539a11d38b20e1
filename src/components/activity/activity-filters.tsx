"use client";

import { Search, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useCallback, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { FilterChoice, type FilterOption } from "@/components/ui/filter-choice";
import { Labelled } from "@/components/ui/labelled";
import { SettledInput } from "@/components/ui/settled-input";
import { isAmountText } from "@/domain/activity";
import type { ActivityParam } from "./activity-params";
import { KIND_TEXTS, STATUS_TEXTS } from "./activity-texts";
import type { ActivityUrl } from "./use-activity-url";

type Url = Pick<ActivityUrl, "read" | "setParam">;

const KINDS: readonly FilterOption[] = Object.entries(KIND_TEXTS);
const STATUSES: readonly FilterOption[] = Object.entries(STATUS_TEXTS);

/** Search and filters; below the width of a table the filters are behind a button. */
export function ActivityFilters({ url, children }: { url: Url; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const panelId = useId();
  const chosen = (name: ActivityParam) => ({
    value: url.read(name) ?? "",
    onValueChange: (value: string) => url.setParam(name, value),
  });
  return (
    <div className="grid grid-cols-1 gap-4 print:hidden">
      <div className="flex flex-wrap items-center gap-3">
        <div className="relative w-full sm:w-80">
          <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
          <Field url={url} name="q" type="search" aria-label="Search transactions" className="pl-9" maxLength={100}>
            Search text, ticker or name
          </Field>
        </div>
        <Button
          className="lg:hidden"
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={() => setOpen((wasOpen) => !wasOpen)}
        >
          <SlidersHorizontal aria-hidden />
          Filters
        </Button>
        {children}
      </div>
      <div
        id={panelId}
        className={cn("grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5", !isOpen && "max-lg:hidden")}
      >
        <FilterChoice {...chosen("kind")} label="Kind" all="All" options={KINDS} />
        <FilterChoice {...chosen("status")} label="Status" all="Any status" options={STATUSES} />
        <Labelled label="From">{(id) => <Field url={url} name="from" id={id} type="date" />}</Labelled>
        <Labelled label="To">{(id) => <Field url={url} name="to" id={id} type="date" />}</Labelled>
        <Labelled label="Amount at least">
          {(id) => (
            <Field url={url} name="min" id={id} inputMode="decimal" maxLength={39} isValid={isAmountText}>
              0.00
            </Field>
          )}
        </Labelled>
      </div>
    </div>
  );
}

function Field({
  url,
  name,
  isValid = () => true,
  children,
  ...props
}: {
  url: Url;
  name: ActivityParam;
  id?: string;
  type?: "search" | "date";
  inputMode?: "decimal";
  maxLength?: number;
  className?: string;
  "aria-label"?: string;
  isValid?: (text: string) => boolean;
  /** What stands there while nothing does. */
  children?: string;
}) {
  const { setParam } = url;
  const value = url.read(name) ?? "";
  const onSettled = useCallback((text: string) => setParam(name, text), [setParam, name]);
  return (
    <SettledInput
      {...props}
      value={value}
      onSettled={onSettled}
      placeholder={children}
      aria-invalid={value !== "" && !isValid(value) ? true : undefined}
    />
  );
}
