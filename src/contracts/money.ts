/** A currency on our wire; exactly one code is set, or none when Plaid named no currency. */
export type CurrencyDto = { isoCurrencyCode: string | null; unofficialCurrencyCode: string | null };
/** Exact decimal as plain text (`-12.5`), never a JS number. */
export type DecimalText = string;
