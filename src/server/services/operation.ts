import { type Contract, readRequest } from "@/contracts/define-contract";
import { AppError } from "@/domain/errors";
import { recordDenial } from "./audit/record-denial";
import type { ServiceContext } from "./context";

export type Service<Input, Result> = (ctx: ServiceContext, input: Input) => Promise<Result>;

/**
 * Runs a contract's operation for any transport: read, call, and give an unexpected failure the contract's name for it.
 * `wire` is the request in the wire's names, of any shape. Errors: AppError, nothing else.
 */
export async function runOperation<Input, Result>(
  contract: Contract<Input, Result>,
  service: Service<Input, Result>,
  ctx: ServiceContext,
  wire: unknown,
): Promise<Result> {
  try {
    return await service(ctx, readRequest(contract, wire));
  } catch (error) {
    if (error instanceof AppError && error.isDenial) await recordDenial(ctx, contract.path);
    if (error instanceof AppError) throw error;
    throw new AppError(contract.failure, { cause: error });
  }
}
