import { DAY_MS, MINUTE_MS } from "@/sandbox/clock";
import type { Book } from "@/sandbox/market/book";
import { Exact, toCents } from "@/sandbox/market/exact";
import { VESTING_MONTHS, vestingInMonth } from "@/sandbox/market/grants";
import { chance, hashText } from "@/sandbox/market/noise";
import { isWeekend } from "@/sandbox/market/prices";
import { cashEntry, type Draft, dividendEntries, purchase, sale, shortTrade, vesting } from "@/sandbox/market/trades";
import type { AccountPlan } from "@/sandbox/personas/plan";

export type MonthContext = { seed: string; login: string; plan: AccountPlan; index: number; book: Book };
export type Step = { atMs: number; make(atMs: number): Draft[] };

const FIRST_STEP_MINUTE = 13 * 60 + 30;
const STEP_MINUTES = 20;
const INTEREST_PER_MONTH = "0.0015";
const MARGIN_PER_MONTH = "0.0055";

function weekdayFrom(atMs: number): number {
  let moved = atMs;
  while (isWeekend(moved)) moved += DAY_MS;
  return moved;
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[((index % list.length) + list.length) % list.length];
}

/** What happens on the account in one month, in order; each step sees the book as the steps before it left it. */
export function monthSteps(context: MonthContext, monthStartMs: number): Step[] {
  const { plan, index } = context;
  const steps: Step[] = [];
  const on = (day: number, make: Step["make"]): void => {
    const minutes = FIRST_STEP_MINUTE + steps.length * STEP_MINUTES;
    steps.push({ atMs: weekdayFrom(monthStartMs + (day - 1) * DAY_MS + minutes * MINUTE_MS), make });
  };
  for (const day of plan.deposits?.days ?? []) on(day, () => deposits(plan));
  for (const [turn, day] of (plan.purchases?.days ?? []).entries())
    on(day, (atMs) => regularPurchase(context, turn, atMs));
  if (plan.rotation !== null && index % 2 === 0) {
    on(9, (atMs) => rotationSale(context, atMs));
    on(13, (atMs) => rotationPurchase(context, atMs));
  }
  if (plan.writes !== null && index % 3 === 0) {
    const { key, shares } = plan.writes;
    on(8, (atMs) => shortTrade(context, key, shares, atMs, "open"));
    on(20, (atMs) => shortTrade(context, key, shares, atMs, "close"));
  }
  if (plan.grants !== null && index % VESTING_MONTHS === VESTING_MONTHS - 1) {
    const { key } = plan.grants;
    on(15, (atMs) => vesting(context, key, vestingInMonth(plan.grants, index), atMs));
  }
  on(11 + Math.floor(chance(hashText(context.login + plan.key), index) * 7), (atMs) => dividendEntries(context, atMs));
  if (plan.trims && index % 3 === 1) on(22, (atMs) => trim(context, atMs));
  if (plan.quarterlyFee !== null && index % 3 === 0) on(24, () => quarterlyFee(plan));
  on(25, () => interest(context.book));
  on(26, () => withdrawal(context));
  return steps.sort((a, b) => a.atMs - b.atMs);
}

function deposits({ deposits: plan }: AccountPlan): Draft[] {
  return plan === null ? [] : [cashEntry("cash", plan.subtype, plan.name, new Exact(plan.amount).negated())];
}

function regularPurchase(context: MonthContext, turn: number, atMs: number): Draft[] {
  const { purchases } = context.plan;
  const key = purchases && pick(purchases.keys, context.index * purchases.days.length + turn);
  return purchases && key ? purchase(context, key, purchases.budget, atMs, "buy") : [];
}

function rotationSale(context: MonthContext, atMs: number): Draft[] {
  const key = pick(context.plan.rotation?.keys ?? [], context.index / 2 - 1);
  const held = key === undefined ? undefined : context.book.positions.get(key);
  return key === undefined || held === undefined ? [] : sale(context, key, held.quantity, atMs);
}

function rotationPurchase(context: MonthContext, atMs: number): Draft[] {
  const { rotation } = context.plan;
  const key = rotation && pick(rotation.keys, context.index / 2);
  return rotation && key ? purchase(context, key, rotation.budget, atMs, "buy") : [];
}

function trim(context: MonthContext, atMs: number): Draft[] {
  const [largest] = [...context.book.positions].sort(([, a], [, b]) => b.cost.comparedTo(a.cost));
  return largest === undefined ? [] : sale(context, largest[0], largest[1].quantity.times("0.04"), atMs);
}

function quarterlyFee({ quarterlyFee: fee }: AccountPlan): Draft[] {
  return fee === null ? [] : [cashEntry("fee", fee.subtype, fee.name, new Exact(fee.amount))];
}

function interest(book: Book): Draft[] {
  if (book.cash.isNegative()) {
    return [cashEntry("fee", "margin expense", "Margin interest", toCents(book.cash.abs().times(MARGIN_PER_MONTH)))];
  }
  const earned = book.cash.times(INTEREST_PER_MONTH).toDecimalPlaces(2, Exact.ROUND_DOWN);
  return earned.greaterThan(0) ? [cashEntry("cash", "interest", "Interest on cash balance", earned.negated())] : [];
}

function withdrawal({ plan, book }: MonthContext): Draft[] {
  const surplus = book.cash.minus(new Exact(plan.cashCeiling));
  if (!surplus.isPositive() || surplus.isZero()) return [];
  const amount = surplus.plus(new Exact(plan.cashCeiling).div(2)).div(50).floor().times(50);
  return amount.greaterThan(0) ? [cashEntry("cash", "withdrawal", "Electronic funds transfer sent", amount)] : [];
}
