import { LiquidError } from 'liquidjs';

/** What is wrong with a template, and where. Lines and columns count from 1; 0 where the engine does not say. */
export interface TemplateProblem {
  readonly template: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** What the engine threw, in our words. */
export function problemOf(error: unknown, template: string): TemplateProblem {
  if (!LiquidError.is(error)) {
    return { template, line: 0, column: 0, reason: error instanceof Error ? error.message : String(error) };
  }
  const [line = 0, column = 0] = error.token.getPosition();
  const reason = (error.originalError?.message ?? error.message).replace(/, (file|line):.*$/s, '');
  return { template: error.token.file ?? template, line, column, reason };
}

/** `pxelinux.cfg/default.liquid, line 3, column 8: undefined variable: labels.rack` */
export function printTemplateProblem({ template, line, column, reason }: TemplateProblem): string {
  return line === 0 ? `${template}: ${reason}` : `${template}, line ${line}, column ${column}: ${reason}`;
}
