/**
 * An answer of Plaid that was read but cannot be taken over. `field` names the place, e.g. `holdings.quantity`, never a value;
 * the caller turns it into a `ProviderError` of that kind.
 */
export class AnswerError extends Error {
  readonly kind: "bad_answer" | "unrepresentable_number";
  readonly field: string;

  constructor(kind: AnswerError["kind"], field: string) {
    super(`${kind}: ${field}`);
    this.name = "AnswerError";
    this.kind = kind;
    this.field = field;
  }
}
