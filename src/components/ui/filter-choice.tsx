import { Labelled } from "./labelled";
import { Select } from "./select";

export type FilterOption = readonly [value: string, text: string];

/** One of several to filter by, or all of them (`""`). A value that is not among them stays chosen, for it still filters. */
export function FilterChoice({
  label,
  all,
  options,
  value,
  onValueChange,
}: {
  label: string;
  all: string;
  options: readonly FilterOption[];
  value: string;
  onValueChange: (value: string) => void;
}) {
  const isKnown = value === "" || options.some(([known]) => known === value);
  return (
    <Labelled label={label}>
      {(id) => (
        <Select id={id} value={value} onChange={(event) => onValueChange(event.target.value)}>
          <option value="">{all}</option>
          {!isKnown && <option value={value}>Not listed</option>}
          {options.map(([known, text]) => (
            <option key={known} value={known}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Labelled>
  );
}
