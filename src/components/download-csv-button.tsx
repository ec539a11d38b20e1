"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useAmountVisibility, WHY_HIDDEN } from "@/client/amount-visibility";
import { downloadText } from "@/client/download-text";
import { useTimeZone } from "@/client/time";
import { trpc } from "@/client/trpc";
import { Button } from "@/components/ui/button";
import { calendarDateIn } from "@/domain/calendar-date";

/**
 * Saves the rows as they are shown, in a file that is named for what they are and their date (null: today). The file holds every
 * amount, so there is none while amounts are hidden.
 */
export function DownloadCsvButton({
  name,
  date = null,
  isEmpty,
  write,
}: {
  name: string;
  date?: string | null;
  isEmpty: boolean;
  /** May take its time: rows that are not shown yet are to be fetched. */
  write: () => string | Promise<string>;
}) {
  const { isHidden } = useAmountVisibility();
  const timeZone = useTimeZone();
  const { client } = trpc.useUtils();
  const { mutate: save, isPending } = useMutation({
    mutationFn: async () => {
      const text = await write();
      // What is saved is on record, or is not saved.
      await client.audit.recordExport.mutate({ name });
      downloadText(`${name}-${date ?? calendarDateIn(timeZone, new Date())}.csv`, text, "text/csv");
    },
  });
  return (
    <Button
      disabled={isEmpty}
      disabledReason={isHidden ? WHY_HIDDEN : null}
      focusableWhenDisabled
      isBusy={isPending}
      onClick={() => save()}
    >
      {!isPending && <Download aria-hidden />}
      Download CSV
    </Button>
  );
}
