import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

const TONES = {
  info: { box: "border-line bg-sunken/60", mark: "text-muted", Icon: Info },
  warn: { box: "border-warn/30 bg-warn-soft", mark: "text-warn", Icon: TriangleAlert },
  bad: { box: "border-loss/30 bg-loss-soft", mark: "text-loss", Icon: CircleAlert },
} as const;

/** A strip that says what is wrong and, beside it, the one thing to do about it. */
export function NoticeBox({
  tone,
  children,
  action,
  role,
  className,
}: {
  tone: keyof typeof TONES;
  children: ReactNode;
  action?: ReactNode;
  role?: "alert" | "status";
  className?: string;
}) {
  const { box, mark, Icon } = TONES[tone];
  return (
    <div
      role={role}
      className={cn("flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border px-4 py-3 text-sm", box, className)}
    >
      <div className="flex min-w-0 flex-1 basis-56 gap-3">
        <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", mark)} />
        <div className="min-w-0">{children}</div>
      </div>
      {action && <div className="flex gap-2">{action}</div>}
    </div>
  );
}
