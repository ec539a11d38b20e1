import type { ComponentProps } from "react";
import { Labelled } from "./labelled";
import { Select } from "./select";

type Option = readonly [value: string, text: string];

/** A choice among a few, with its label above. */
export function LabelledSelect({
  label,
  options,
  className,
  ...props
}: { label: string; options: readonly Option[] } & Omit<ComponentProps<typeof Select>, "children">) {
  return (
    <Labelled label={label} className={className}>
      {(id) => (
        <Select id={id} {...props}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Labelled>
  );
}
