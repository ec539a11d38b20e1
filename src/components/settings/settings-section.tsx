import { type ReactNode, useId } from "react";
import { Card, CardHeader } from "@/components/ui/card";

/** One subject of the settings: what it is about, and below it what there is to see and to change. */
export function SettingsSection({
  title,
  description,
  aside,
  children,
}: {
  title: string;
  description?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader title={title} titleId={titleId} aside={aside} />
      <div className="px-5 pb-5">
        {description && <p className="max-w-prose text-sm text-muted">{description}</p>}
        {children && <div className="mt-4">{children}</div>}
      </div>
    </Card>
  );
}
